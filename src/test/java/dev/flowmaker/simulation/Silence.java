package dev.flowmaker.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** The daemon's own words on each fault are of no use here: a thread logs nothing until it closes its silence. */
final class Silence implements AutoCloseable {
    /** One for all: taking filters away while others log is not safe. */
    private static final Filter FILTER = new Filter();

    static {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).addTurboFilter(FILTER);
    }

    private static final class Filter extends TurboFilter {
        final Set<Thread> silent = ConcurrentHashMap.newKeySet();

        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                @Nullable Object @Nullable [] params,
                @Nullable Throwable thrown) {
            return silent.contains(Thread.currentThread()) ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }

    private Silence() {}

    static Silence begin() {
        FILTER.silent.add(Thread.currentThread());
        return new Silence();
    }

    @Override
    public void close() {
        FILTER.silent.remove(Thread.currentThread());
    }
}
