package loa.delivery.lane;

import java.util.Map;

import loa.delivery.RecipientId;
import loa.delivery.ledger.Claims;

/**
 * Who of a work record is taken up, and how.
 *
 * @param request   what the ledger is asked for
 * @param addresses of those who are to be sent to
 */
record Selection<A>(Claims.Request request, Map<RecipientId, A> addresses) {}
