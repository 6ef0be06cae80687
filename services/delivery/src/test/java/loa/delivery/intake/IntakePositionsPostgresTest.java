package loa.delivery.intake;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.delivery.support.TestSchema;

import static org.assertj.core.api.Assertions.assertThat;

class IntakePositionsPostgresTest {
    private final TestSchema schema = new TestSchema();

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void aSchemaGoesOnWhereItStood() {
        read(opened("a", 100), 150);

        IntakePositions positions = opened("a", 200);

        assertThat(positions.next(0)).isEqualTo(150);
        assertThat(positions.isOlderThanSchema(0, 99)).isTrue();
        assertThat(positions.isOlderThanSchema(0, 100)).isFalse();
    }

    @Test
    void aTopicMadeAnewIsReadFromItsBeginningAndNothingInItIsOld() {
        read(opened("a", 100), 150);

        IntakePositions positions = opened("b", 500);

        assertThat(positions.next(0)).isZero();
        assertThat(positions.isOlderThanSchema(0, 3)).isFalse();
        read(positions, 1);
        assertThat(opened("b", 600).next(0)).isEqualTo(1);
    }

    @Test
    void ofALogThatLostItsEndWhatComesAnewIsNotOld() {
        read(opened("a", 100), 150);

        IntakePositions positions = opened("a", 20);

        assertThat(positions.next(0)).isZero();
        assertThat(positions.isOlderThanSchema(0, 19)).isTrue();
        assertThat(positions.isOlderThanSchema(0, 20)).isFalse();
    }

    private IntakePositions opened(String topicId, long end) {
        IntakePositions positions = new IntakePositions(schema.database());
        positions.open(new IntakePositions.Log(topicId, Map.of(0, end)));
        return positions;
    }

    private void read(IntakePositions positions, long next) {
        schema.database().change(session -> positions.moveOn(session, 0, next));
    }
}
