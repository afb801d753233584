package dev.flowmaker.daemon;

import dev.flowmaker.Version;
import dev.flowmaker.config.AlertSettings.Severity;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.daemon.alert.Alerts;
import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.LiveStateWriter;
import dev.flowmaker.journal.live.SessionView;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the live state a few times a second, on a thread of its own, from the pictures that the event loop makes anyway.
 * What goes wrong here is counted and told, and stops nothing.
 */
final class LivePublisher implements AutoCloseable {
    private static final long EVERY_NANOS = 200_000_000;
    private static final long CLOSE_MILLIS = 2_000;

    private final DaemonSettings settings;
    private final SessionStarted started;
    private final Supplier<@Nullable SessionView> views;
    private final Supplier<@Nullable StopReason> ended;
    private final LongSupplier freeBytes;
    private final LongSupplier utcNanos;
    private final Alerts alerts;
    private final long startedNanos;
    private final Thread thread;
    private volatile boolean closing;

    private @Nullable LiveStateWriter writer;
    private long lastNanos = Long.MIN_VALUE;
    private long beat;
    private long beatNanos;
    private long failures;

    LivePublisher(
            DaemonSettings settings,
            SessionStarted started,
            Supplier<@Nullable SessionView> views,
            Supplier<@Nullable StopReason> ended,
            LongSupplier freeBytes,
            LongSupplier utcNanos,
            Alerts alerts) {
        this.settings = settings;
        this.started = started;
        this.views = views;
        this.ended = ended;
        this.freeBytes = freeBytes;
        this.utcNanos = utcNanos;
        this.alerts = alerts;
        startedNanos = utcNanos.getAsLong();
        thread = new Thread(this::run, "live-state");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closing) {
            publish();
            LockSupport.parkNanos(this, EVERY_NANOS);
        }
        publish();
        if (writer != null) {
            writer.close();
        }
    }

    private void publish() {
        try {
            SessionView view = views.get();
            if (view == null) {
                return;
            }
            if (writer == null) {
                writer = LiveStateWriter.create(settings.journal().dir(), started.instruments.size());
            }
            // The loop's time moves whenever it makes one.
            if (view.timeNanos() != lastNanos) {
                lastNanos = view.timeNanos();
                beat++;
                beatNanos = utcNanos.getAsLong();
            }
            writer.publish(new LiveState(daemon(), view));
        } catch (RuntimeException | InternalError e) {
            failures++;
            alerts.raise(Severity.WARNING, "live-state", "the live state cannot be written: " + e.getMessage());
        }
    }

    private LiveState.Daemon daemon() {
        return new LiveState.Daemon(
                Version.text(),
                settings.name(),
                settings.venue().name(),
                started.mode,
                started.epoch,
                ProcessHandle.current().pid(),
                startedNanos,
                beat,
                beatNanos,
                ended.get(),
                freeBytes.getAsLong(),
                failures,
                alerts.recent());
    }

    /** Shows the last picture. */
    @Override
    public void close() {
        closing = true;
        // No interrupt: Chronicle may be compiling.
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
