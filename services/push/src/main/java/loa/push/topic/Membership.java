package loa.push.topic;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import loa.contract.AreaCode;
import loa.push.address.TopicName;

/**
 * The topics in which a token is to be: those of its areas and of all areas above them.
 *
 * @param fingerprint what finds the token
 * @param sealedToken the token as it is stored
 */
public record Membership(byte[] fingerprint, byte[] sealedToken, List<TopicName> topics) {
    /** Copies the list; the arrays are ours alone. */
    public Membership {
        topics = List.copyOf(topics);
    }

    /** The topics of these paths, each from the province down, each topic once. */
    public static List<TopicName> topics(Stream<List<AreaCode>> paths, String language) {
        return paths.flatMap(List::stream).distinct().map(area -> new TopicName(area, language)).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Membership that && Arrays.equals(fingerprint, that.fingerprint) && topics.equals(that.topics);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(fingerprint) + topics.hashCode();
    }

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return "Membership" + topics;
    }
}
