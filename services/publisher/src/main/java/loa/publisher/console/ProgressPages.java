package loa.publisher.console;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import loa.api.access.Caller;
import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.publisher.directive.Content;
import loa.publisher.directive.Directives;
import loa.publisher.progress.Progress;
import loa.publisher.progress.ProgressReader;
import loa.publisher.progress.ProgressStream;

/** How far a directive has come. The stream only says that something changed; the page then asks for the figures. */
@Controller
class ProgressPages {
    private final Directives directives;
    private final ProgressReader progress;
    private final ProgressStream stream;
    private final AreaNames names;

    ProgressPages(Directives directives, ProgressReader progress, ProgressStream stream, AreaNames names) {
        this.directives = directives;
        this.progress = progress;
        this.stream = stream;
        this.names = names;
    }

    @GetMapping(ComposePages.ID + "/progress")
    String page(Caller caller, @PathVariable String id, @RequestParam @Nullable Integer revision, Model model,
            @ModelAttribute("words") Words words) {
        fill(DirectiveId.parse(id), revision, true, model, words);
        return "progress";
    }

    @GetMapping(ComposePages.ID + "/progress/figures")
    String figures(Caller caller, @PathVariable String id, @RequestParam(defaultValue = "true") boolean areas, Model model,
            @ModelAttribute("words") Words words) {
        fill(DirectiveId.parse(id), null, areas, model, words);
        return "figures :: figures";
    }

    @GetMapping(ComposePages.ID + "/progress/stream")
    ResponseEntity<SseEmitter> stream(Caller caller, @PathVariable String id) {
        return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).cacheControl(CacheControl.noStore())
                .body(stream.open(DirectiveId.parse(id), now -> now.asOf().toString()));
    }

    /** @param byArea whether the lines of areas are wanted too, which take longer than all the rest */
    private void fill(DirectiveId id, @Nullable Integer revision, boolean byArea, Model model, Words words) {
        Progress now = byArea ? progress.readByArea(id, revision, ShownProgress.MOST_LINES + 1) : progress.read(id);
        Content content = directives.outline(id, now.revision()).content();
        model.addAttribute("newest", revision == null);
        Map<AreaCode, String> areas = areas(now);
        model.addAttribute("id", id.toString());
        model.addAttribute("byArea", byArea);
        model.addAttribute("title", Objects.requireNonNullElseGet(DirectiveTitle.of(content), () -> words.text("directives.untitled")));
        model.addAttribute("p", ShownProgress.of(now, content.bulletinClass() == null ? null : content.bulletinClass().code(),
                code -> areas.getOrDefault(code, code.value()), words));
    }

    private Map<AreaCode, String> areas(Progress now) {
        Set<AreaCode> codes = now.areas() == null
                ? Set.of()
                : now.areas().stream().map(Progress.OfArea::area).collect(Collectors.toSet());
        return names.show(codes, names.today()).stream().collect(Collectors.toMap(a -> new AreaCode(a.code()), ShownArea::brief));
    }
}
