package loa.publisher.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.Role;
import loa.publisher.area.AreaQuery;
import loa.publisher.directive.Reason;
import loa.publisher.halt.Halt;
import loa.publisher.halt.Halts;

/** Where sending and playing is stopped and let go on. */
@Controller
class HaltPages {
    private static final int MOST_MATCHES = 8;
    private static final String PAGE = "halts";

    private final Halts halts;
    private final AreaNames names;

    HaltPages(Halts halts, AreaNames names) {
        this.halts = halts;
        this.names = names;
    }

    /** A halt in force; {@code waiting} are the channels that have not said yet that they keep to it. */
    record ShownHalt(String code, String area, List<String> channels, String reason, String by, @Nullable ShownTime at,
            List<String> waiting) {
        static ShownHalt of(Halt halt, String area, Words words) {
            List<String> waiting = halt.channels().stream().filter(channel -> halt.acknowledged().get(channel.code()) == null)
                    .map(Channel::code).toList();
            return new ShownHalt(halt.area().value(), area, halt.channels().stream().map(Channel::code).toList(), halt.reason(), halt.by(),
                    words.time(halt.at()), waiting);
        }
    }

    @GetMapping("/halts")
    String list(Caller caller, @RequestParam @Nullable String cursor, Model model, @ModelAttribute("words") Words words) {
        fill(model, caller, cursor, words);
        fillForm(model, null, List.of(), null, new FormFaults());
        return PAGE;
    }

    @PostMapping("/halts")
    String halt(Caller caller, @RequestParam @Nullable String area, @RequestParam @Nullable List<String> channels,
            @RequestParam @Nullable String reason, Model model, HttpServletResponse response, RedirectAttributes redirect,
            @ModelAttribute("words") Words words) {
        PageRights.require(caller, Role.APPROVER, Role.OPERATOR);
        List<String> chosen = channels == null ? List.of() : channels;
        var faults = new FormFaults();
        @Nullable
        ShownArea meant = area(ComposeForm.clean(area), faults, words);
        List<FieldFault> wrong = new ArrayList<>();
        Optional<Reason> why = Reason.read(ComposeForm.clean(reason), wrong);
        wrong.forEach(fault -> faults.add("reason", words.fault(fault, "reason")));
        if (meant == null || why.isEmpty()) {
            fill(model, caller, null, words);
            fillForm(model, area, chosen, reason, faults);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return PAGE;
        }
        halts.halt(caller, new AreaCode(meant.code()), channels(chosen), why.get());
        redirect.addFlashAttribute("done", words.text("halts.done", meant.full()));
        return "redirect:/halts";
    }

    @PostMapping("/halts/{code}/resume")
    String resume(Caller caller, @PathVariable String code, RedirectAttributes redirect, @ModelAttribute("words") Words words) {
        if (!AreaCode.isWellFormed(code)) {
            throw ProblemException.notFound(Wording.of("Không có địa bàn %s.", "There is no area %s.", code));
        }
        halts.resume(caller, new AreaCode(code));
        redirect.addFlashAttribute("done", words.text("halts.resumed"));
        return "redirect:/halts";
    }

    private void fill(Model model, Caller caller, @Nullable String cursor, Words words) {
        Listing<Halt> found = halts.list(PageRequest.parse(null, cursor));
        List<AreaCode> codes = found.items().stream().map(Halt::area).toList();
        Map<String, String> areas = names.show(codes, names.today()).stream()
                .collect(Collectors.toMap(ShownArea::code, ShownArea::full));
        model.addAttribute("halts", found.items().stream()
                .map(halt -> ShownHalt.of(halt, areas.getOrDefault(halt.area().value(), halt.area().value()), words)).toList());
        model.addAttribute("cursor", ComposeForm.clean(cursor));
        model.addAttribute("next", found.next());
        model.addAttribute("may", Rights.has(caller, Role.APPROVER, Role.OPERATOR));
        model.addAttribute("channelCodes", Arrays.stream(Channel.values()).map(Channel::code).toList());
    }

    private static void fillForm(Model model, @Nullable String area, List<String> channels, @Nullable String reason, FormFaults faults) {
        model.addAttribute("area", area);
        model.addAttribute("channels", channels);
        model.addAttribute("reason", reason);
        model.addAttribute("faults", faults);
    }

    /** The one area that was meant; what is wrong when there is none or more than one is noted. */
    private @Nullable ShownArea area(@Nullable String typed, FormFaults faults, Words words) {
        if (typed == null) {
            faults.add("area", words.text("fault.required.areas"));
            return null;
        }
        List<ShownArea> found = AreaCode.isWellFormed(typed)
                ? names.show(List.of(new AreaCode(typed)), names.today()).stream().filter(ShownArea::known).toList()
                : names.search(new AreaQuery(null, typed, null, names.today()), new PageRequest(MOST_MATCHES, null)).items();
        List<ShownArea> exact = found.stream().filter(area -> area.name().equalsIgnoreCase(typed)).toList();
        List<ShownArea> meant = exact.isEmpty() ? found : exact;
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        faults.add("area", meant.isEmpty() ? words.text("halts.unknown", typed) : words.text("halts.area.choose"));
        meant.forEach(area -> faults.add("area", area.code() + ": " + area.full()));
        return null;
    }

    private static Set<Channel> channels(List<String> codes) {
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        codes.stream().flatMap(code -> Arrays.stream(Channel.values()).filter(channel -> channel.code().equals(code)))
                .forEach(channels::add);
        return channels.isEmpty() ? EnumSet.allOf(Channel.class) : channels;
    }
}
