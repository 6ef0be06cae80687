package loa.publisher.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import loa.api.problem.FieldFault;
import loa.api.problem.Problem;
import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.publisher.channel.ChannelsOff;
import loa.publisher.directive.Directive;
import loa.publisher.directive.DirectiveState;
import loa.publisher.directive.HistoryEntry;
import loa.publisher.directive.Lineage;

/** What the compose page shows. */
@Component
final class ComposeModel {
    private static final List<String> CLASSES = Arrays.stream(BulletinClass.values()).map(BulletinClass::code).toList().reversed();
    private static final List<String> CHANNELS = Arrays.stream(Channel.values()).map(Channel::code).toList();

    private final PageFrame frame;
    private final AreaNames names;
    private final AreaPages tree;
    private final ChannelsOff channelsOff;

    ComposeModel(PageFrame frame, AreaNames names, AreaPages tree, ChannelsOff channelsOff) {
        this.frame = frame;
        this.names = names;
        this.tree = tree;
        this.channelsOff = channelsOff;
    }

    Words words(HttpServletRequest request) {
        return frame.words(request);
    }

    /** The fields with what stands in them, and what is wrong with them. */
    void fill(Model model, ComposeForm form, FormFaults faults) {
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("previews", Previews.of(form));
        model.addAttribute("classes", CLASSES);
        model.addAttribute("channelCodes", CHANNELS);
        model.addAttribute("channelsOff", channelsOff());
        model.addAttribute("chosen", chosen(form));
        tree.fill(model, null, null, null);
    }

    /** The faults of a problem at the fields of the page. */
    FormFaults faults(Problem problem, List<String> chosen, List<String> bulletins, HttpServletRequest request) {
        return new FaultReader(words(request)).read(problem, chosen, bulletins);
    }

    /** Notes what submission would miss, so that it is told together with what cannot even be saved. */
    void noteMissing(ComposeForm form, FormFaults faults, HttpServletRequest request) {
        Map<String, Boolean> present = Map.of("bulletinClass", ComposeForm.clean(form.bulletinClass()) != null, "issuingBody",
                ComposeForm.clean(form.issuingBody()) != null, "areas", !form.areas().isEmpty(), "channels", !form.channels().isEmpty(),
                "expires", ComposeForm.clean(form.expires()) != null);
        present.forEach((field, there) -> {
            if (!there) {
                faults.add(field, words(request).fault(new FieldFault("/" + field, "required", new Wording("", "")), field));
            }
        });
    }

    /** Who was faster. */
    void fillStale(Model model, HistoryEntry newest, HttpServletRequest request) {
        model.addAttribute("staleBy", newest.name() == null ? words(request).text("history.by-time") : newest.name());
        model.addAttribute("staleAt", words(request).time(newest.at()));
    }

    /** Why channels cannot be used, by their codes. */
    Map<String, String> channelsOff() {
        Map<String, String> off = new LinkedHashMap<>();
        for (Channel channel : Channel.values()) {
            channelsOff.reason(channel).ifPresent(reason -> off.put(channel.code(), reason));
        }
        return off;
    }

    /** What the page says about the directive that is being changed; {@code version} is the one that the next save replaces. */
    void fillStored(Model model, Directive directive, int version) {
        boolean returned = directive.state() instanceof DirectiveState.Returned;
        model.addAttribute("id", directive.id().toString());
        model.addAttribute("version", version);
        model.addAttribute("title", DirectiveTitle.of(directive.content()));
        model.addAttribute("fallsBack",
                directive.state() instanceof DirectiveState.Submitted || directive.state() instanceof DirectiveState.Approved);
        model.addAttribute("returned", returned ? lastReason(directive) : null);
        Lineage.Amendment amendment = directive.lineage().amendment();
        if (amendment != null) {
            model.addAttribute("replaces", amendment.replaces());
            model.addAttribute("reason", amendment.reason());
        }
    }

    /** What the page says when the first words of an amendment are written. */
    void fillAmending(Model model, Directive inForce, int version, @Nullable String reason) {
        model.addAttribute("id", inForce.id().toString());
        model.addAttribute("version", version);
        model.addAttribute("title", DirectiveTitle.of(inForce.content()));
        model.addAttribute("amending", true);
        model.addAttribute("replaces", inForce.revision());
        model.addAttribute("reason", reason);
    }

    private List<ShownArea> chosen(ComposeForm form) {
        List<AreaCode> wellFormed = form.areas().stream().filter(AreaCode::isWellFormed).map(AreaCode::new).toList();
        List<ShownArea> shown = new ArrayList<>(names.show(wellFormed, names.today()));
        form.areas().stream().filter(code -> !AreaCode.isWellFormed(code)).map(ShownArea::unknown).forEach(shown::add);
        return shown;
    }

    private static @Nullable String lastReason(Directive directive) {
        return directive.history().reversed().stream().map(HistoryEntry::reason).filter(reason -> reason != null).findFirst().orElse(null);
    }
}
