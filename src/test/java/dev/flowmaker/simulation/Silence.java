package dev.flowmaker.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** The daemon's own words on each fault are of no use here: this thread logs nothing until it is closed. */
final class Silence extends TurboFilter implements AutoCloseable {
    private final Thread thread = Thread.currentThread();

    static Silence begin() {
        Silence silence = new Silence();
        context().addTurboFilter(silence);
        return silence;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] params,
            @Nullable Throwable thrown) {
        return Thread.currentThread() == thread ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    @Override
    public void close() {
        context().getTurboFilterList().remove(this);
    }
}
