package loa.delivery.address;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import loa.contract.Channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AddressVaultTest {
    private static final String PHONE = "+84900000001";

    @TempDir
    private Path directory;

    @Test
    void opensWhatItSealed() {
        AddressVault vault = vault(Channel.SMS);

        assertThat(vault.open(vault.seal(PHONE))).isEqualTo(PHONE);
        assertThat(vault.open(vault.seal("đ"))).isEqualTo("đ");
    }

    @Test
    void sealsTheSameAddressDifferentlyEachTimeAndShowsNothingOfIt() {
        AddressVault vault = vault(Channel.SMS);

        byte[] one = vault.seal(PHONE);

        assertThat(one).isNotEqualTo(vault.seal(PHONE));
        assertThat(new String(one, StandardCharsets.ISO_8859_1)).doesNotContain("900000001");
    }

    @Test
    void fingerprintsAreStableOverRestartsAndDifferByChannelAndAddress() {
        byte[] one = vault(Channel.SMS).fingerprint(PHONE);

        assertThat(one).hasSize(32).isEqualTo(vault(Channel.SMS).fingerprint(PHONE));
        assertThat(one).isNotEqualTo(vault(Channel.PUSH).fingerprint(PHONE)).isNotEqualTo(vault(Channel.SMS).fingerprint("+84900000002"));
    }

    @Test
    void doesNotOpenWhatWasAlteredOrSealedForAnotherChannel() {
        AddressVault vault = vault(Channel.SMS);
        byte[] altered = vault.seal(PHONE);
        altered[20] ^= 1;

        assertThatIllegalStateException().isThrownBy(() -> vault.open(altered));
        assertThatIllegalStateException().isThrownBy(() -> vault.open(vault(Channel.PUSH).seal(PHONE)));
        assertThatIllegalStateException().isThrownBy(() -> vault.open(new byte[13]));
    }

    @Test
    void aNewKeySealsWhileTheOldOneStillOpens() throws IOException {
        byte[] old = vault(Channel.SMS).seal(PHONE);
        Path file = directory.resolve("address.key");

        Files.writeString(file, "2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" + Files.readString(file));

        AddressVault rotated = vault(Channel.SMS);
        assertThat(rotated.open(old)).isEqualTo(PHONE);
        assertThat(rotated.seal(PHONE)[0]).isEqualTo((byte) 2);
        assertThat(rotated.open(rotated.seal(PHONE))).isEqualTo(PHONE);
    }

    @Test
    void keysAreForTheOwnerAlone() throws IOException {
        AddressKeys.loadOrCreate(directory.resolve("keys"));

        assertThat(Files.getPosixFilePermissions(directory.resolve("keys"))).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (var files = Files.list(directory.resolve("keys"))) {
            assertThat(files).hasSize(2).allSatisfy(
                    f -> assertThat(Files.getPosixFilePermissions(f)).isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void manyWhoStartAtOnceGetTheSameKeys() throws Exception {
        Set<String> seen = new HashSet<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<AddressVault> load = () -> vault(Channel.SMS);
            for (Future<AddressVault> vault : executor.invokeAll(IntStream.range(0, 16).mapToObj(_ -> load).toList())) {
                seen.add(java.util.HexFormat.of().formatHex(vault.get().fingerprint(PHONE)));
            }
        }
        assertThat(seen).hasSize(1);
    }

    @Test
    void aFaultyKeyFileIsNamedButNotShown() throws IOException {
        vault(Channel.SMS);
        Files.writeString(directory.resolve("lookup.key"), "c2VjcmV0\n");

        assertThatIllegalArgumentException().isThrownBy(() -> vault(Channel.SMS)).withMessageContaining("lookup.key")
                .withMessageNotContaining("c2VjcmV0");
    }

    private AddressVault vault(Channel channel) {
        return new AddressVault(AddressKeys.loadOrCreate(directory), channel);
    }
}
