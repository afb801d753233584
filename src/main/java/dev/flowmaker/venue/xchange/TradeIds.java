package dev.flowmaker.venue.xchange;

/** Trade ids as 64-bit numbers. */
final class TradeIds {
    private TradeIds() {}

    /** The id itself where it is a number, otherwise a 64-bit FNV hash of its text. */
    static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException text) {
            long hash = 0xcbf29ce484222325L;
            for (int i = 0; i < id.length(); i++) {
                hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
            }
            return hash;
        }
    }
}
