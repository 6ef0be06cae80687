package loa.sms.phone;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PhoneReaderTest {
    private final PhoneReader reader = new PhoneReader();

    @ParameterizedTest
    @ValueSource(strings = {"0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "(091) 234 5678", "+84912345678",
            "+84 912 345 678", "+84 (0)912 345 678", "0084912345678", "84912345678", "912345678", "\u00a00912\u00a0345\u00a0678 "})
    void readsAllFormsOfOneNumber(String text) {
        assertThat(reader.read(text)).isEqualTo(new PhoneReading.Valid(new PhoneNumber("+84912345678")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"032", "033", "034", "035", "036", "037", "038", "039", "086", "096", "097", "098", "070", "076", "077", "078",
            "079", "089", "090", "093", "081", "082", "083", "084", "085", "088", "091", "094", "052", "056", "058", "092", "059", "099",
            "087", "055"})
    void takesThePrefixesOfAllNetworks(String prefix) {
        assertThat(reader.read(prefix + "0000001")).isInstanceOf(PhoneReading.Valid.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "01234567890|01234567890: 11 chữ số, đã đổi từ năm 2018.",
            "+841234567890|+841234567890: 11 chữ số, đã đổi từ năm 2018.",
            "0169 123 4567|0169 123 4567: 11 chữ số, đã đổi từ năm 2018.",
            "0312345678|0312345678: không thuộc đầu số di động nào.",
            "0951234567|0951234567: không thuộc đầu số di động nào.",
            "02838292979|02838292979: phải có 10 chữ số (+84 và 9 chữ số).",
            "091234567|091234567: phải có 10 chữ số (+84 và 9 chữ số).",
            "09123456789|09123456789: phải có 10 chữ số (+84 và 9 chữ số).",
            "+14155552671|+14155552671: không phải số của Việt Nam.",
            "abc|abc: không phải số điện thoại.",
            "0912345678;0912345679|0912345678;0912345679: không phải số điện thoại.",
            "1|1: không phải số điện thoại.",
            "' '|Thiếu số điện thoại."})
    void refusesWithAReason(String text, String detail) {
        assertThat(reader.read(text)).isInstanceOfSatisfying(PhoneReading.Invalid.class,
                invalid -> assertThat(invalid.detail().vi()).isEqualTo(detail));
    }

    @Test
    void quotesOnlyTheBeginningOfALongText() {
        assertThat(reader.read("9".repeat(5_000))).isInstanceOfSatisfying(PhoneReading.Invalid.class,
                invalid -> assertThat(invalid.detail().vi()).hasSizeLessThan(100));
    }

    @Test
    void aNumberIsMaskedWhereverItIsShown() {
        var phone = new PhoneNumber("+84912345678");

        assertThat(phone.masked()).isEqualTo("+84•••••678");
        assertThat(phone).hasToString("+84•••••678");
        assertThat(new PhoneReading.Valid(phone).toString()).doesNotContain("912345");
        assertThat(new SmsAddress(phone, "vi").toString()).doesNotContain("912345");
    }

    @Test
    void theRefusalOfANumberDoesNotQuoteIt() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PhoneNumber("+8491234567")).withMessageNotContaining("91234567");
    }
}
