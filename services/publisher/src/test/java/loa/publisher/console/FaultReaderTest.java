package loa.publisher.console;

import java.util.List;

import org.junit.jupiter.api.Test;

import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;

import static org.assertj.core.api.Assertions.assertThat;

class FaultReaderTest {
    private static final Wording SENTENCE = new Wording("Câu của nghiệp vụ.", "A sentence.");
    private final FaultReader reader = new FaultReader(new Words(new ConsoleConfiguration().messageSource(),
            ConsoleConfiguration.VIETNAMESE));

    @Test
    void aFaultOfABulletinStandsAtTheFieldOfItsChannel() {
        FormFaults faults = read(List.of("sms", "loudspeaker"), List.of("sms", "loudspeaker"), "/bulletins/1/text", "/bulletins/1/repeats",
                "/bulletins/0/text");

        assertThat(faults.getAll()).extracting(FormFaults.Entry::field).containsExactly("smsText", "loudspeakerText", "repeats");
    }

    @Test
    void everyChosenChannelWithoutBulletinIsNamed() {
        FormFaults faults = read(List.of("sms", "push"), List.of(), "/bulletins", "/bulletins");

        assertThat(faults.getAll()).extracting(FormFaults.Entry::field).containsExactly("smsText", "pushText");
        assertThat(faults.of("smsText")).containsExactly("Kênh tin nhắn SMS đã chọn nhưng chưa có nội dung tin nhắn.");
    }

    @Test
    void whatThePageHasNoWordsForIsSaidByTheUseCase() {
        FormFaults faults = read(List.of(), List.of(), "/areas/7");

        assertThat(faults.of("areas")).containsExactly("Câu của nghiệp vụ.");
        assertThat(faults.describedBy("areas", true)).isEqualTo("areas-fault areas-help");
    }

    private FormFaults read(List<String> chosen, List<String> bulletins, String... pointers) {
        List<FieldFault> faults = List.of(pointers).stream().map(pointer -> new FieldFault(pointer, "some-fault", SENTENCE)).toList();
        return reader.read(ProblemException.invalid(faults).problem(), chosen, bulletins);
    }
}
