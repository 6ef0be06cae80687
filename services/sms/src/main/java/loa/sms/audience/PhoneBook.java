package loa.sms.audience;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.IssuedDirective;
import loa.delivery.AddressBook;
import loa.delivery.RecipientId;
import loa.delivery.address.AddressVault;
import loa.sms.phone.PhoneNumber;
import loa.sms.phone.SmsAddress;

/** The numbers of active subscriptions; opened here, just before sending, and nowhere kept. Thread-safe. */
final class PhoneBook implements AddressBook<SmsAddress> {
    private final JdbcClient jdbc;
    private final AddressVault vault;

    PhoneBook(JdbcClient jdbc, AddressVault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @Override
    public Map<RecipientId, SmsAddress> addresses(IssuedDirective directive, Collection<RecipientId> recipients) {
        Map<RecipientId, SmsAddress> addresses = HashMap.newHashMap(recipients.size());
        // subscription_pkey
        jdbc.sql("SELECT id, phone_sealed, language FROM subscription WHERE id = ANY (:ids) AND state = 'active'")
                .param("ids", recipients.stream().map(RecipientId::value).toArray(UUID[]::new))
                .query(row -> {
                    var phone = new PhoneNumber(vault.open(row.getBytes("phone_sealed")));
                    addresses.put(new RecipientId(row.getObject("id", UUID.class)), new SmsAddress(phone, row.getString("language")));
                });
        return addresses;
    }
}
