package dev.flowmaker.venue.xchange;

/** Trade ids as 64-bit numbers. */
final class TradeIds {
    private TradeIds() {}

    /** The id itself where it is a number, otherwise a 64-bit FNV hash of its text. */
    static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException text) {
            return hash(id);
        }
    }

    /** The 64-bit FNV hash of a text. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
