package dev.flowmaker.venue.xchange;

import java.util.function.LongSupplier;

/** Binance's public market data, or that of whatever speaks its protocol. No key is asked for. */
public final class BinanceMarketData extends XchangeMarketData {
    /**
     * @param settings their keys are not looked at
     * @param utcNanos our clock, UTC nanoseconds: stamps what arrives
     * @throws IllegalArgumentException when the settings have problems
     */
    public BinanceMarketData(XchangeSettings settings, LongSupplier utcNanos) {
        super(new BinanceProfile(settings.withoutKeys(), utcNanos));
    }
}
