package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.DoorSettings;
import java.util.List;

/**
 * The door of a local exchange that speaks BitMEX's protocol.
 *
 * @param keys who may come in, and to which account
 * @param limits how much clients may ask for
 * @param reportsBeforeAnswers whether the account's tables tell of an order before the request that placed or canceled it
 *     is answered; either happens at BitMEX
 * @param door how connections are let in
 * @param clockOffsetNanos the venue's clock minus UTC: 0 but for trials of clients whose clock is wrong
 */
public record BitmexServerSettings(
        List<ApiKey> keys,
        BitmexLimits limits,
        boolean reportsBeforeAnswers,
        DoorSettings door,
        long clockOffsetNanos) {
    public BitmexServerSettings {
        keys = List.copyOf(keys);
    }

    /** As BitMEX does it. */
    public static BitmexServerSettings of(List<ApiKey> keys) {
        return new BitmexServerSettings(keys, BitmexLimits.BITMEX, true, DoorSettings.USUAL, 0);
    }

    public BitmexServerSettings withLimits(BitmexLimits others) {
        return new BitmexServerSettings(keys, others, reportsBeforeAnswers, door, clockOffsetNanos);
    }

    public BitmexServerSettings withReportsBeforeAnswers(boolean before) {
        return new BitmexServerSettings(keys, limits, before, door, clockOffsetNanos);
    }

    public BitmexServerSettings withClockOffset(long nanos) {
        return new BitmexServerSettings(keys, limits, reportsBeforeAnswers, door, nanos);
    }
}
