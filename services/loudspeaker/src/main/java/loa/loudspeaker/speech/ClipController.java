package loa.loudspeaker.speech;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;

/** {@code /api/v1/clips}: needs no key, since nobody guesses a hash. Spring answers HEAD, Range and If-None-Match from what is returned. */
@RestController
final class ClipController {
    private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final MediaType MP3 = MediaType.parseMediaType("audio/mpeg");

    private final Clips clips;

    ClipController(Clips clips) {
        this.clips = clips;
    }

    @GetMapping("/api/v1/clips/{sha256:[0-9a-f]{64}}.mp3")
    ResponseEntity<Resource> clip(@PathVariable String sha256) {
        Optional<Path> file = clips.find(sha256);
        if (file.isEmpty()) {
            throw ProblemException.notFound(Wording.of("Không có tệp âm thanh này.", "There is no such clip."));
        }
        return ResponseEntity.ok().contentType(MP3).eTag(sha256).cacheControl(FOR_EVER).body(new FileSystemResource(file.get()));
    }
}
