package dev.flowmaker.venue.xchange;

import java.util.function.LongSupplier;

/** Kraken spot, or the local exchange that speaks its protocol. */
public final class KrakenGateway extends XchangeGateway {
    /**
     * @param utcNanos our clock, UTC nanoseconds: stamps what arrives
     * @throws IllegalArgumentException when the settings have problems, or the secret is none of Kraken's
     * @throws IllegalStateException when this Java would send an order twice
     */
    public KrakenGateway(XchangeSettings settings, LongSupplier utcNanos) {
        super(new KrakenProfile(settings, utcNanos));
    }
}
