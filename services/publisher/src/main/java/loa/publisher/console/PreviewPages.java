package loa.publisher.console;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

import loa.api.access.Caller;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;

/** How a bulletin will look and what it takes, while it is being written. Nothing is stored. */
@Controller
class PreviewPages {
    @PostMapping("/directives/preview/{channel}")
    String preview(Caller caller, @PathVariable String channel, ComposeForm form, Model model) {
        Previews previews = Previews.of(form);
        model.addAttribute("p", switch (channel) {
            case "sms" -> previews.sms();
            case "push" -> previews.push();
            case "loudspeaker" -> previews.loudspeaker();
            default -> throw ProblemException.notFound(Wording.of("Không có kênh %s.", "There is no channel %s.", channel));
        });
        return "preview :: any";
    }
}
