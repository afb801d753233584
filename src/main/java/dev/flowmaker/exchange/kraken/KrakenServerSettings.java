package dev.flowmaker.exchange.kraken;

import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.DoorSettings;
import java.util.List;

/**
 * The door of a local exchange.
 *
 * @param keys who may come in, and to which account; secrets in Base64, as Kraken gives them
 * @param limits how much clients may ask for
 * @param reportsBeforeAnswers whether the private feeds tell of an order before the request that placed or canceled it is
 *     answered; either happens at Kraken
 * @param door how clients are let in
 * @param clockOffsetNanos the venue's clock minus UTC: 0 but for trials of clients whose clock is wrong
 */
public record KrakenServerSettings(
        List<ApiKey> keys,
        KrakenLimits limits,
        boolean reportsBeforeAnswers,
        DoorSettings door,
        long clockOffsetNanos) {
    public KrakenServerSettings {
        keys = List.copyOf(keys);
    }

    /** As Kraken does it. */
    public static KrakenServerSettings of(List<ApiKey> keys) {
        return new KrakenServerSettings(keys, KrakenLimits.PRO, true, DoorSettings.USUAL, 0);
    }

    public KrakenServerSettings withLimits(KrakenLimits changed) {
        return new KrakenServerSettings(keys, changed, reportsBeforeAnswers, door, clockOffsetNanos);
    }

    public KrakenServerSettings withReportsBeforeAnswers(boolean before) {
        return new KrakenServerSettings(keys, limits, before, door, clockOffsetNanos);
    }
}
