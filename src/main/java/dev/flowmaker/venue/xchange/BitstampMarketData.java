package dev.flowmaker.venue.xchange;

import java.util.function.LongSupplier;

/** Bitstamp's public market data, or that of whatever speaks its protocol. No key is asked for. */
public final class BitstampMarketData extends XchangeMarketData {
    /**
     * @param settings their keys are not looked at
     * @param utcNanos our clock, UTC nanoseconds: stamps what arrives
     * @throws IllegalArgumentException when the settings have problems
     */
    public BitstampMarketData(XchangeSettings settings, LongSupplier utcNanos) {
        super(new BitstampProfile(settings.withoutKeys(), utcNanos));
    }
}
