package dev.flowmaker.venue.xchange;

import java.util.function.LongSupplier;

/** BitMEX's perpetuals, or the local exchange that speaks its protocol. */
public final class BitmexGateway extends XchangeGateway {
    /**
     * @param utcNanos our clock, UTC nanoseconds: stamps what arrives
     * @throws IllegalArgumentException when the settings have problems
     * @throws IllegalStateException when this Java would send an order twice
     */
    public BitmexGateway(XchangeSettings settings, LongSupplier utcNanos) {
        super(new BitmexProfile(settings, utcNanos));
    }
}
