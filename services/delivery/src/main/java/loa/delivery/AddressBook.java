package loa.delivery;

import java.util.Collection;
import java.util.Map;

import loa.contract.IssuedDirective;

/**
 * How recipients are reached. Read when they are claimed, and again right before a send that waited longer than half a minute, so that
 * whoever opted out meanwhile is not reached.
 *
 * @param <A> what the channel needs to send: a number, a token, a station
 */
public interface AddressBook<A> {
    /** The addresses of these recipients in one query. One who is missing in the answer has opted out. */
    Map<RecipientId, A> addresses(IssuedDirective directive, Collection<RecipientId> recipients);
}
