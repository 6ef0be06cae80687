package loa.publisher.directive;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import loa.api.problem.FieldFault;
import loa.api.problem.Wording;
import loa.contract.Channel;

/** Reads the codes of channels. */
public final class Channels {
    private Channels() {}

    /**
     * The channels that these codes name.
     *
     * @param faults takes each code that names none, at its place in {@code /channels}
     */
    public static Set<Channel> read(List<? extends @Nullable String> codes, List<FieldFault> faults) {
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        for (int i = 0; i < codes.size(); i++) {
            String code = codes.get(i);
            String at = "/channels/" + i;
            find(code).ifPresentOrElse(channels::add, () -> faults.add(new FieldFault(at, "unknown-channel",
                    Wording.of("Không có kênh %s.", "There is no channel %s.", String.valueOf(code)))));
        }
        return channels;
    }

    static Optional<Channel> find(@Nullable String code) {
        return Arrays.stream(Channel.values()).filter(channel -> channel.code().equals(code)).findFirst();
    }
}
