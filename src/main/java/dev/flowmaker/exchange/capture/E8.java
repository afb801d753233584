package dev.flowmaker.exchange.capture;

/** Plain decimals as whole units of 10^-8. */
final class E8 {
    private E8() {}

    /** Reads digits with at most one point and no sign; throws when digits beyond the eighth decimal are not 0. */
    static long parse(String text) {
        long value = 0;
        int decimals = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && decimals < 0 && i > 0) {
                decimals = 0;
            } else if (c < '0' || c > '9' || (decimals >= CaptureRecord.SCALE && c != '0')) {
                throw new NumberFormatException(
                        "'" + CaptureReader.abbreviated(text) + "' is not a number to 8 decimals");
            } else if (decimals < CaptureRecord.SCALE) {
                value = Math.addExact(Math.multiplyExact(value, 10L), c - '0');
                decimals += decimals < 0 ? 0 : 1;
            }
        }
        if (text.isEmpty()) {
            throw new NumberFormatException("a number is missing");
        }
        for (int i = Math.max(decimals, 0); i < CaptureRecord.SCALE; i++) {
            value = Math.multiplyExact(value, 10L);
        }
        return value;
    }
}
