package dev.flowmaker.venue.xchange;

import dev.flowmaker.venue.ClientIds;
import java.util.Map;

/**
 * Our order ids in Kraken's user references: 32 bits with a sign, of which any number of orders may have the same. Six bits are
 * the daemon's, never all 0; seven the session's, and nineteen the order's in it.
 *
 * <p>What is left out is found again: the session is the newest that fits, the order the newest of it that fits, unless this
 * process gave the reference out itself. A reference is used again after half a million orders of a session or 128 sessions:
 * docs/decisions/0019-kraken-user-references.md says why that is enough.
 */
final class KrakenUserRefs implements ClientIds {
    private static final int NUMBER_BITS = 19;
    private static final int EPOCH_BITS = 7;
    private static final long NUMBERS = 1L << NUMBER_BITS;
    private static final long EPOCHS = 1L << EPOCH_BITS;
    private static final int TAGS = 63;

    private final long tag;
    private final long epoch;
    private final Map<Integer, Long> given = KnownOrders.bounded();

    /**
     * @param daemonName the daemon's name; its six bits are a hash of it
     * @param epoch this session's number, 0 when there is none
     */
    KrakenUserRefs(String daemonName, int epoch) {
        tag = 1L + Math.floorMod(TradeIds.hash(daemonName), TAGS);
        this.epoch = epoch;
    }

    @Override
    public synchronized String text(long orderId) {
        long number = orderId & 0xffff_ffffL;
        int reference = (int)
                ((tag << (EPOCH_BITS + NUMBER_BITS)) | ((orderId >>> 32) % EPOCHS << NUMBER_BITS) | (number % NUMBERS));
        given.put(reference, orderId);
        return Integer.toString(reference);
    }

    @Override
    public synchronized long orderId(String text) {
        int reference;
        try {
            reference = Integer.parseInt(text);
        } catch (NumberFormatException notOurs) {
            return 0;
        }
        if (reference >>> (EPOCH_BITS + NUMBER_BITS) != tag) {
            return 0;
        }
        Long known = given.get(reference);
        if (known != null) {
            return known;
        }
        long fits = epoch - Math.floorMod(epoch - (reference >>> NUMBER_BITS), EPOCHS);
        long number = reference & NUMBERS - 1;
        // Before the first session, or without one, nothing but whose it is can be said.
        return Math.max(fits, 1) << 32 | number;
    }
}
