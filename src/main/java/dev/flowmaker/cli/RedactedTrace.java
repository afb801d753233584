package dev.flowmaker.cli;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.flowmaker.Redaction;

/** A log line's trace without this process's secrets: {@code %redactedTrace} in {@code logback.xml}. */
public final class RedactedTrace extends ThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy proxy) {
        return Redaction.clean(super.throwableProxyToString(proxy));
    }
}
