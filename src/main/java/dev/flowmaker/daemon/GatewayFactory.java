package dev.flowmaker.daemon;

import dev.flowmaker.venue.Gateway;
import java.util.function.LongSupplier;

/** Makes the one gateway of a session. */
@FunctionalInterface
public interface GatewayFactory {
    /**
     * Makes it; nothing connects yet.
     *
     * @param utcNanos the daemon's clock, UTC nanoseconds, for any thread
     */
    Gateway create(LongSupplier utcNanos);
}
