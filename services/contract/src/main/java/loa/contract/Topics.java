package loa.contract;

/** The names of the topics, and what all who make them have to agree upon. Partitions and retention stand where they are made. */
public final class Topics {
    /** Signed events of the desk; kept for ever. */
    public static final String DIRECTIVES = "loa.directives";
    /** Signed counts of the channels. */
    public static final String DELIVERY_REPORTS = "loa.delivery-reports";
    /** Refused records, unchanged, with the reason in headers. */
    public static final String DEAD_LETTERS = "loa.dead-letters";
    /** Areas by code; compacted. */
    public static final String AREAS = "loa.areas";
    /** Hashes of API keys with role and area; compacted. */
    public static final String ACCESS = "loa.access";

    /**
     * Bytes of a record at most ({@code max.message.bytes}). Whoever comes first makes a topic, and it stays as he made it: with the broker's
     * own limit, 1 MiB, a directive for a whole country, some 90,000 covered areas, would be refused for good.
     */
    public static final int LARGEST_RECORD = 8 << 20;

    private Topics() {}

    /** Work records of one channel and lane. */
    public static String work(Channel channel, BulletinClass lane) {
        return "loa." + channel.code() + ".work." + lane.code();
    }

    /** The consumer group that carries out a lane. */
    public static String laneGroup(Channel channel, BulletinClass lane) {
        return "loa-" + channel.code() + "-" + lane.code();
    }

    /** The consumer group by which a channel takes directives. */
    public static String directivesGroup(Channel channel) {
        return "loa-" + channel.code();
    }
}
