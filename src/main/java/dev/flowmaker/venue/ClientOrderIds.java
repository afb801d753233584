package dev.flowmaker.venue;

/**
 * Order ids as venues see them: {@code fm<daemon tag>-<epoch>-<number>} in base 36, at most 28 characters of letters,
 * digits and hyphens. The tag tells one daemon's orders from another's and from an operator's.
 */
public final class ClientOrderIds implements ClientIds {
    private final String prefix;

    /** @param daemonName the daemon's name; its tag is a hash of it */
    public ClientOrderIds(String daemonName) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < daemonName.length(); i++) {
            hash = (hash ^ daemonName.charAt(i)) * 0x100000001b3L;
        }
        String digits = Long.toUnsignedString(hash, 36);
        prefix = "fm" + digits.substring(digits.length() - 6) + "-";
    }

    @Override
    public String text(long orderId) {
        return prefix + Long.toString(orderId >>> 32, 36) + "-" + Long.toString(orderId & 0xffff_ffffL, 36);
    }

    @Override
    public long orderId(String text) {
        int second = text.indexOf('-', prefix.length());
        if (!text.startsWith(prefix) || second < 0) {
            return 0;
        }
        try {
            long epoch = Long.parseLong(text, prefix.length(), second, 36);
            long number = Long.parseLong(text, second + 1, text.length(), 36);
            long id = epoch << 32 | number;
            return epoch >= 0 && number >= 0 && text(id).equals(text) ? id : 0;
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }
}
