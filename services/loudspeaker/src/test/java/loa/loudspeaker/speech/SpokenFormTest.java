package loa.loudspeaker.speech;

import java.text.Normalizer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpokenFormTest {
    private final SpokenForm form = new SpokenForm();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        05/8/2021 | ngày năm tháng tám năm hai nghìn không trăm hai mươi mốt.
        trước ngày 20/8/2021 | trước ngày hai mươi tháng tám năm hai nghìn không trăm hai mươi mốt.
        tháng 8/2021 | tháng tám năm hai nghìn không trăm hai mươi mốt.
        293-CV/TU | số hai trăm chín mươi ba, công văn, Tỉnh ủy.
        Công văn số 293-CV/TU | Công văn số hai trăm chín mươi ba, công văn, Tỉnh ủy.
        05-NQ/TU | số không năm, nghị quyết, Tỉnh ủy.
        49/2024/NĐ-CP | số bốn mươi chín năm hai nghìn không trăm hai mươi bốn, nghị định, Chính phủ.
        QĐ-TTg | quyết định, Thủ tướng.
        UBND xã, HĐND, MTTQ, UBMTTQ, BTG, BCĐ | Ủy ban nhân dân xã, Hội đồng nhân dân, Mặt trận Tổ quốc, Ủy ban Mặt trận Tổ quốc, Ban Tuyên giáo, Ban Chỉ đạo.
        Covid-19, Covid -19, Covid- 19 | Cô-vít mười chín, Cô-vít mười chín, Cô-vít mười chín.
        5K | năm ca.
        7h30, 18h00, 0h, 07:30 | bảy giờ ba mươi, mười tám giờ, không giờ, bảy giờ ba mươi.
        30 km/h; 37,5°C; 15,5% | ba mươi ki-lô-mét trên giờ; ba mươi bảy phẩy năm độ xê; mười lăm phẩy năm phần trăm.
        2021-2025 | hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm hai mươi lăm.
        0271.3879.123 | không hai bảy một ba tám bảy chín một hai ba.
        TP.HCM; P. Tân Phú | Thành phố Hồ Chí Minh; Phường Tân Phú.
        II. Nội dung | hai. Nội dung.
        - Đề nghị bà con | Đề nghị bà con.
        xin cảm ơn./. | xin cảm ơn.
        xem https://loa.example.vn/a?b=1. | xem xem văn bản.
        trực 24/7 | trực hai mươi bốn trên bảy.
        31/02/2021 | ba mươi mốt trên hai trên hai nghìn không trăm hai mươi mốt.
        1.000.000 người | một triệu người.
        105 hộ và 15 tổ, 21 thôn | một trăm linh năm hộ và mười lăm tổ, hai mươi mốt thôn.
        từ 20/8 | từ ngày hai mươi tháng tám.
        """)
    void isWhatIsSaid(String written, String spoken) {
        assertThat(form.of(written)).isEqualTo(spoken);
        assertThat(form.of(Normalizer.normalize(written, Normalizer.Form.NFD))).isEqualTo(spoken);
    }
}
