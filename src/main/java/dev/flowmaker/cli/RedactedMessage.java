package dev.flowmaker.cli;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.flowmaker.Redaction;

/** A log line's message without this process's secrets: {@code %redacted} in {@code logback.xml}. */
public final class RedactedMessage extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return Redaction.clean(String.valueOf(event.getFormattedMessage()));
    }
}
