package loa.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void aKeyIsMadeOnceAndForTheOwnerAlone() throws Exception {
        KeyDirectory keys = new KeyDirectory(directory.resolve("keys"));
        keys.createIfMissing("k1");
        String first = keys.ring().publicKey("k1");
        keys.createIfMissing("k1");
        assertThat(keys.ring().publicKey("k1")).isEqualTo(first).matches("[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("keys")))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("keys/k1.private"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatTheKeySignsTheRingBelieves() {
        KeyDirectory keys = new KeyDirectory(directory.resolve("keys"));
        keys.createIfMissing("k1");
        keys.createIfMissing("k2");
        byte[] text = {1, 2, 3};
        String signature = keys.signingKey("k2").sign(text);
        assertThat(keys.ring().verifies("k2", text, signature)).isTrue();
        assertThat(keys.ring().verifies("k1", text, signature)).isFalse();
        assertThat(keys.ring().verifies("k3", text, signature)).isFalse();
        assertThat(keys.ring().ids()).containsExactlyInAnyOrder("k1", "k2");
    }

    @Test
    void afterACrashBetweenTheHalvesBothAreMadeAnew() throws Exception {
        KeyDirectory keys = new KeyDirectory(directory.resolve("keys"));
        keys.createIfMissing("k1");
        Files.delete(directory.resolve("keys/k1.private"));
        keys.createIfMissing("k1");
        byte[] text = {1};
        assertThat(keys.ring().verifies("k1", text, keys.signingKey("k1").sign(text))).isTrue();
    }

    @Test
    void aSecretIsMadeOnceAndForTheOwnerAlone() throws Exception {
        var first = new KeyDirectory(directory.resolve("keys")).secret("idempotency");
        assertThat(new KeyDirectory(directory.resolve("keys")).secret("idempotency")).isEqualTo(first);
        assertThat(new KeyDirectory(directory.resolve("other")).secret("idempotency")).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("keys/idempotency.key"))))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("keys")).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void publicKeysAreThoseOfTheStandard() {
        assertThat(Samples.keys(directory).ring().publicKey("k1")).isEqualTo("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        assertThatThrownBy(() -> Ed25519Keys.parsePublicKey("AAAA")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3");
    }
}
