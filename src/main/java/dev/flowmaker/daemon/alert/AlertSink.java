package dev.flowmaker.daemon.alert;

import dev.flowmaker.config.AlertSettings.Severity;

/** Where alerts are raised. */
@FunctionalInterface
public interface AlertSink {
    /**
     * Tells. From any thread; never waits.
     *
     * @param code what kind, always the same word for the same thing: alerts are throttled by it
     */
    void raise(Severity severity, String code, String text);
}
