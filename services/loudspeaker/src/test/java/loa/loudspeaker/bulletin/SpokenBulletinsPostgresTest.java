package loa.loudspeaker.bulletin;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.KeyDirectory;
import loa.contract.LoaJson;
import loa.contract.SigningKey;
import loa.loudspeaker.LoudspeakerSchema;
import loa.loudspeaker.speech.TestClips;

import static org.assertj.core.api.Assertions.assertThat;

class SpokenBulletinsPostgresTest {
    @TempDir
    Path directory;

    @Test
    void anExerciseIsSpokenWithItsMarkOnce() {
        var schema = LoudspeakerSchema.fresh();
        List<String> said = new ArrayList<>();
        var bulletins = new SpokenBulletins(new BulletinStore(schema.jdbc, schema.transactions),
                TestClips.tones(schema.jdbc, directory.resolve("clips"), said), key(), Runnable::run);

        bulletins.of(exercise("DIỄN TẬP: Mời bà con đi họp.")).join();
        bulletins.of(exercise("Mời bà con đi họp.")).join();

        assertThat(said).hasSize(2).allSatisfy(text -> assertThat(text).isEqualTo("DIỄN TẬP: Mời bà con đi họp."));
    }

    private SigningKey key() {
        var keys = new KeyDirectory(directory.resolve("keys"));
        keys.createIfMissing("k1");
        return keys.signingKey("k1");
    }

    private static IssuedDirective exercise(String text) {
        OffsetDateTime now = OffsetDateTime.now(LoaJson.OFFSET);
        var area = new AreaCode("99005");
        return new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ban Chỉ huy", null, BulletinClass.ROUTINE, true,
                Set.of(Channel.LOUDSPEAKER), List.of(area), List.of(area),
                List.of(new Bulletin(Channel.LOUDSPEAKER, "vi", "DIỄN TẬP: Thông báo", text, 1)), now, now.plusDays(3), now);
    }
}
