package loa.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import loa.contract.Channel;
import loa.contract.IssuedDirective;
import loa.delivery.ChannelContract;
import loa.delivery.ChannelPorts;
import loa.delivery.Inquiry;
import loa.delivery.RecipientId;
import loa.push.address.PushAddress;
import loa.push.audience.PushAddressBook;
import loa.push.audience.PushAudience;
import loa.push.device.DeviceStore;
import loa.push.device.Phones;
import loa.push.fcm.FcmConnection;
import loa.push.fcm.FcmSender;
import loa.push.fcm.FcmSettings;
import loa.sandbox.Sandbox;

/** Push keeps what every channel promises, with devices in a real PostgreSQL and the sandbox in FCM's place. */
class PushChannelPostgresTest extends ChannelContract<PushAddress> {
    private final PushSchema schema = PushSchema.fresh();
    private final InstantSource clock = InstantSource.fixed(Directives.NOW.toInstant());
    private final DeviceStore devices = new DeviceStore(schema.jdbc, schema.transactions, schema.vault, clock);
    private final IssuedDirective directive = Directives.emergency("99001", "99001-01", "99001-02", "99001-03");
    private final Sandbox sandbox;
    private final FcmConnection connection;

    PushChannelPostgresTest() throws IOException {
        sandbox = Sandbox.start(Files.createTempDirectory("push-channel-"), 0);
        connection = FcmConnection
                .open(new FcmSettings(URI.create(sandbox.url()), null, false, 100, Duration.ofSeconds(5), Duration.ofSeconds(10)));
    }

    @BeforeEach
    void subscribe() {
        for (int i = 0; i < 7; i++) {
            Phones.register(devices, "phone-" + i, "token-" + i, "vi", "99001-0" + (1 + i % 3), "99001-0" + (1 + (i + 1) % 3));
        }
        Phones.register(devices, "elsewhere", "token-elsewhere", "vi", "99002-01");
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        sandbox.close();
    }

    @Override
    protected ChannelPorts<PushAddress> ports() {
        FcmSender sender = new FcmSender(connection, devices::drop, clock);
        return new ChannelPorts<>(Channel.PUSH, new PushAudience(schema.jdbc, schema.database),
                new PushAddressBook(schema.jdbc, schema.vault), sender,
                Inquiry.repeatable());
    }

    @Override
    protected IssuedDirective directive() {
        return directive;
    }

    @Override
    protected int expectedAudience() {
        return 7;
    }

    @Override
    protected void optOut(RecipientId recipient) {
        String installation = schema.jdbc.sql("SELECT installation FROM device WHERE id = :id").param("id", recipient.value())
                .query((row, number) -> row.getString(1)).single();
        Phones.end(devices, installation);
    }

    @Override
    protected void loseTheNextAnswer() {
        HttpRequest behaviour = HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox/behaviour/fcm"))
                .PUT(BodyPublishers.ofString("{\"faults\": [{\"kind\": \"drop-after-accept\", \"share\": 1}]}")).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            if (http.send(behaviour, BodyHandlers.ofString()).statusCode() >= 300) {
                throw new IllegalStateException("the sandbox does not take this behaviour");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
