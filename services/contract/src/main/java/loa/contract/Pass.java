package loa.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * By which the desk asks a channel in the name of a person who has signed in there: who he is, what he may do, for which channel, and until
 * when, signed as events are. It stands in {@code Authorization: Bearer pass_…} and is stored nowhere.
 *
 * @param holder  the person's id, for logs and history
 * @param name    how he is shown
 * @param area    the subtree in which his roles hold; null: everywhere
 * @param expires nobody is let in by it from then on
 */
public record Pass(Channel channel, String holder, String name, Set<Role> roles, @Nullable AreaCode area, OffsetDateTime expires) {
    /** How its text begins. */
    public static final String PREFIX = "pass_";
    /** How long one lives; clocks of machines may differ by as much as is left of it. */
    public static final Duration LIFE = Duration.ofSeconds(60);

    private static final String PURPOSE = "loa-pass-1\n";
    private static final JsonMapper JSON = LoaJson.mapper();

    /** Copies the roles. */
    public Pass {
        roles = Set.copyOf(roles);
    }

    /** The text that a channel reads: content, name of the key and signature. */
    public String sign(SigningKey key) {
        String content = Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(this));
        return PREFIX + content + "." + key.id() + "." + key.sign(PURPOSE + content);
    }

    /** The pass that this text is, when it was signed with a key of the ring, is for this channel and has not expired. Never throws. */
    public static Optional<Pass> read(String text, KeyRing keys, Channel channel, Instant now) {
        String[] parts = text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("\\.", -1) : new String[0];
        if (parts.length != 3 || !keys.verifies(parts[1], (PURPOSE + parts[0]).getBytes(StandardCharsets.UTF_8), parts[2])) {
            return Optional.empty();
        }
        try {
            Pass pass = JSON.readValue(Base64.getUrlDecoder().decode(parts[0]), Pass.class);
            boolean holds = pass.channel() == channel && pass.expires().toInstant().isAfter(now)
                    && pass.expires().toInstant().isBefore(now.plus(LIFE.multipliedBy(2)));
            return holds ? Optional.of(pass) : Optional.empty();
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }
}
