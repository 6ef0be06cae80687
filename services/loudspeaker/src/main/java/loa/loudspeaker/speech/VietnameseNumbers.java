package loa.loudspeaker.speech;

import java.util.List;
import java.util.stream.Collectors;

/** Numbers in words, as they are read in the north of Viet Nam. */
final class VietnameseNumbers {
    private static final List<String> DIGITS = List.of("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín");
    private static final List<String> GROUPS = List.of("", " nghìn", " triệu", " tỷ");
    /** Longer ones are read digit by digit: nobody follows them otherwise. */
    private static final int LONGEST = 12;

    private VietnameseNumbers() {}

    /** A whole number: {@code 2021} is "hai nghìn không trăm hai mươi mốt". A leading zero is passed over. */
    static String cardinal(String digits) {
        if (digits.length() > LONGEST) {
            return digitByDigit(digits);
        }
        long number = Long.parseLong(digits);
        return number == 0 ? DIGITS.getFirst() : groups(number);
    }

    /** As after "số": {@code 05} is "không năm". */
    static String withLeadingZeros(String digits) {
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return "không ".repeat(zeros) + cardinal(digits.substring(zeros));
    }

    /** A number with a fraction after its comma: {@code 37,5}. */
    static String decimal(String whole, String fraction) {
        String after = fraction.length() <= 2 ? withLeadingZeros(fraction) : digitByDigit(fraction);
        return cardinal(whole) + " phẩy " + after;
    }

    /** As telephone numbers are read. */
    static String digitByDigit(String digits) {
        return digits.chars().filter(Character::isDigit).mapToObj(c -> DIGITS.get(c - '0')).collect(Collectors.joining(" "));
    }

    private static String groups(long number) {
        var words = new StringBuilder();
        boolean first = true;
        for (int group = GROUPS.size() - 1; group >= 0; group--) {
            int value = (int) (number / (long) Math.pow(1000, group) % 1000);
            if (value == 0) {
                continue;
            }
            words.append(first ? "" : " ").append(hundreds(value, !first)).append(GROUPS.get(group));
            first = false;
        }
        return words.toString();
    }

    /** @param inner whether thousands stand before it, so that empty hundreds are spoken */
    private static String hundreds(int value, boolean inner) {
        int hundred = value / 100;
        int rest = value % 100;
        if (hundred == 0 && !inner) {
            return tens(rest, false);
        }
        String head = DIGITS.get(hundred) + " trăm";
        return rest == 0 ? head : head + " " + tens(rest, true);
    }

    private static String tens(int value, boolean inner) {
        int ten = value / 10;
        int one = value % 10;
        if (ten == 0) {
            return (inner ? "linh " : "") + DIGITS.get(one);
        }
        String head = ten == 1 ? "mười" : DIGITS.get(ten) + " mươi";
        return switch (one) {
            case 0 -> head;
            case 1 -> head + (ten == 1 ? " một" : " mốt");
            case 5 -> head + " lăm";
            default -> head + " " + DIGITS.get(one);
        };
    }
}
