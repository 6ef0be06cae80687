package loa.publisher.console;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import loa.api.access.Caller;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.contract.AreaCode;
import loa.publisher.area.AreaQuery;

/** Pieces of the tree of areas, asked for as somebody opens it or searches it. */
@Controller
class AreaPages {
    static final int MOST_FOUND = 60;

    private final AreaNames names;

    AreaPages(AreaNames names) {
        this.names = names;
    }

    @GetMapping("/directives/areas")
    String areas(Caller caller, @RequestParam @Nullable String parent, @RequestParam @Nullable String q,
            @RequestParam @Nullable String cursor, Model model) {
        fill(model, parent == null || !AreaCode.isWellFormed(parent) ? null : new AreaCode(parent), q, cursor);
        return "areas :: nodes";
    }

    /** Puts a piece of the tree into the model: what is found, what lies below the parent, or the provinces. */
    void fill(Model model, @Nullable AreaCode parent, @Nullable String asked, @Nullable String cursor) {
        String text = asked == null || asked.isBlank() ? null : asked.strip();
        int limit = text == null ? PageRequest.MAX_LIMIT : MOST_FOUND;
        PageRequest page = PageRequest.parse(Integer.toString(limit), cursor);
        Listing<ShownArea> found = names.search(new AreaQuery(text == null ? parent : null, text, null, names.today()), page);
        model.addAttribute("areas", found.items());
        model.addAttribute("next", found.next());
        model.addAttribute("query", text);
        model.addAttribute("parent", parent == null ? null : parent.value());
    }
}
