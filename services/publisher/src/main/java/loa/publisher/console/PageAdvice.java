package loa.publisher.console;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Puts the frame around the pages. */
@ControllerAdvice(basePackageClasses = PageAdvice.class)
class PageAdvice {
    private final PageFrame frame;

    PageAdvice(PageFrame frame) {
        this.frame = frame;
    }

    @ModelAttribute
    void around(HttpServletRequest request, Model model) {
        for (Map.Entry<String, @Nullable Object> entry : frame.around(request).entrySet()) {
            model.addAttribute(entry.getKey(), entry.getValue());
        }
    }

    @ModelAttribute("words")
    Words words(HttpServletRequest request) {
        return frame.words(request);
    }
}
