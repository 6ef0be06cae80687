package loa.loudspeaker.channel;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import loa.contract.IssuedDirective;
import loa.delivery.AddressBook;
import loa.delivery.RecipientId;
import loa.loudspeaker.station.StationId;
import loa.loudspeaker.station.Stations;

/** Stations are their own addresses. */
final class StationAddressBook implements AddressBook<StationId> {
    private final Stations stations;

    StationAddressBook(Stations stations) {
        this.stations = stations;
    }

    @Override
    public Map<RecipientId, StationId> addresses(IssuedDirective directive, Collection<RecipientId> recipients) {
        return stations.find(recipients.stream().map(RecipientId::value).toList()).stream()
                .collect(Collectors.toMap(s -> new RecipientId(s.id().value()), s -> s.id()));
    }
}
