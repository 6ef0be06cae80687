package loa.loudspeaker.playlist;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.loudspeaker.station.PlayerAccess;
import loa.loudspeaker.station.StationCode;
import loa.loudspeaker.station.StationId;

/** {@code /api/v1/stations/{code}/playlist}: conditional, and held open with {@code Prefer: wait=} (RFC 7240). */
@RestController
@RequestMapping("/api/v1/stations/{code:[A-Za-z0-9-]{3,32}}")
final class PlaylistController {
    private static final Pattern WAIT = Pattern.compile("(?i)(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,4})");
    private static final int LONGEST_WAIT = 55;

    private final Playlists playlists;
    private final PlayerAccess access;
    private final PollLimit limit;

    PlaylistController(Playlists playlists, PlayerAccess access, PollLimit limit) {
        this.playlists = playlists;
        this.access = access;
        this.limit = limit;
    }

    @GetMapping("/playlist")
    ResponseEntity<byte[]> negotiated(@PathVariable String code, HttpServletRequest request) throws InterruptedException {
        return answer(code, request, formatOf(request.getHeader(HttpHeaders.ACCEPT)));
    }

    @GetMapping("/playlist.json")
    ResponseEntity<byte[]> json(@PathVariable String code, HttpServletRequest request) throws InterruptedException {
        return answer(code, request, Format.JSON);
    }

    @GetMapping("/playlist.m3u8")
    ResponseEntity<byte[]> m3u8(@PathVariable String code, HttpServletRequest request) throws InterruptedException {
        return answer(code, request, isFfmpeg(request) ? Format.HLS : Format.M3U8);
    }

    @GetMapping("/playlist.xspf")
    ResponseEntity<byte[]> xspf(@PathVariable String code, HttpServletRequest request) throws InterruptedException {
        return answer(code, request, Format.XSPF);
    }

    private ResponseEntity<byte[]> answer(String code, HttpServletRequest request, Format format) throws InterruptedException {
        StationId station = access.requireReader(new StationCode(code));
        LocalDate day = day(request.getParameter("day"));
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known == null) {
            requirePatience(request);
            return answer(playlists.get(station, day, format), format, null);
        }
        String applied = preference(request);
        Duration wait = applied == null ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(applied));
        return answer(playlists.await(station, day, format, etag -> matches(known, etag), wait), format, applied);
    }

    private void requirePatience(HttpServletRequest request) {
        if (request.getMethod().equals("GET")) {
            limit.tooEarly(new PollLimit.Asked(access.caller(), request.getRequestURI())).ifPresent(wait -> {
                throw ProblemException.tooMany(wait);
            });
        }
    }

    private static ResponseEntity<byte[]> answer(Playlists.Answer answer, Format format, @Nullable String applied) {
        byte[] bytes = answer.bytes();
        HttpStatus status = bytes == null ? HttpStatus.NOT_MODIFIED : HttpStatus.OK;
        ResponseEntity.BodyBuilder builder = ResponseEntity.status(status).eTag(answer.etag()).cacheControl(CacheControl.noCache())
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.AUTHORIZATION, HttpHeaders.USER_AGENT);
        if (applied != null) {
            builder.header("Preference-Applied", "wait=" + applied);
        }
        return bytes == null ? builder.build() : builder.contentType(MediaType.parseMediaType(format.mediaType())).body(bytes);
    }

    /** RFC 9110 section 13.1.2; compared weakly, since proxies weaken tags. */
    private static boolean matches(String known, String etag) {
        return Arrays.stream(known.split(",", -1)).map(String::strip).map(t -> t.startsWith("W/") ? t.substring(2) : t)
                .anyMatch(t -> t.equals("*") || t.equals(etag));
    }

    /** How many seconds to wait; null: not at all. */
    private static @Nullable String preference(HttpServletRequest request) {
        String prefer = request.getHeader("Prefer");
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        int seconds = wait.find() ? Math.min(LONGEST_WAIT, Integer.parseInt(wait.group(1))) : 0;
        return seconds == 0 ? null : Integer.toString(seconds);
    }

    private static @Nullable LocalDate day(@Nullable String day) {
        try {
            return day == null ? null : LocalDate.parse(day);
        } catch (DateTimeException e) {
            throw ProblemException.invalid("?day", "invalid-value",
                    Wording.of("Ngày cần dạng 2026-11-22, nhưng là %s.", "A day such as 2026-11-22 is needed, but was %s.",
                            String.valueOf(day)));
        }
    }

    /** ADR 5: ffmpeg and what is built on its reader take an M3U8 for a playlist only with the marks of HLS, which other players stumble over. */
    private static boolean isFfmpeg(HttpServletRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return agent != null && agent.startsWith("Lavf/");
    }

    private static Format formatOf(@Nullable String accept) {
        String wanted = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
        if (wanted.contains("vnd.apple.mpegurl")) {
            return Format.HLS;
        }
        if (wanted.contains("mpegurl")) {
            return Format.M3U8;
        }
        return wanted.contains("xspf") ? Format.XSPF : Format.JSON;
    }
}
