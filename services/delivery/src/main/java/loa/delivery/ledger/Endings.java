package loa.delivery.ledger;

import java.time.Instant;

/**
 * Ends what waits for another attempt when its directive expires or is withdrawn. What an earlier attempt may have reached is not said
 * to have expired or been cancelled: it ends as unknown, and nobody is asked about it any more.
 */
public interface Endings {
    /**
     * Ends up to {@code limit} deferred deliveries of directives that expired, and stops asking about unknown ones of these.
     *
     * @param since only directives that expired after this moment
     * @return how many were ended or stopped
     */
    int expire(Instant since, Instant now, int limit);

    /**
     * Ends up to {@code limit} deferred deliveries of revisions that were withdrawn.
     *
     * @param since only revisions withdrawn after this moment
     */
    int cancel(Instant since, Instant now, int limit);
}
