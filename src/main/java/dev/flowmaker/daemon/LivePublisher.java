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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private final CompletableFuture<LiveStateWriter> making;
    private final CountDownLatch shown = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closing;

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
            CompletableFuture<LiveStateWriter> making,
            Alerts alerts) {
        this.settings = settings;
        this.making = making;
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

    /** Begins to make the file; compiling what it needs may take longer than asking the venue. */
    static CompletableFuture<LiveStateWriter> make(DaemonSettings settings) {
        CompletableFuture<LiveStateWriter> making = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        making.complete(LiveStateWriter.create(
                                settings.journal().dir(), settings.markets().size()));
                    } catch (RuntimeException | Error e) {
                        making.completeExceptionally(e);
                    }
                },
                "live-state-making");
        thread.setDaemon(true);
        thread.start();
        return making;
    }

    void start() {
        thread.start();
    }

    /** Waits until others can see the session, or it is known that they will not, for so long at most. */
    void awaitShown(long millis) {
        try {
            var unused = shown.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            publish();
            LockSupport.parkNanos(this, EVERY_NANOS);
        }
        publish();
        var unused = making.thenAccept(LiveStateWriter::close);
    }

    private void publish() {
        try {
            SessionView view = views.get();
            if (view == null) {
                return;
            }
            // The loop's time moves whenever it makes one.
            if (view.timeNanos() != lastNanos) {
                lastNanos = view.timeNanos();
                beat++;
                beatNanos = utcNanos.getAsLong();
            }
            making.join().publish(new LiveState(daemon(), view));
        } catch (RuntimeException | InternalError e) {
            failures++;
            Throwable said = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            alerts.raise(Severity.WARNING, "live-state", "the live state cannot be written: " + said.getMessage());
        }
        shown.countDown();
    }

    private LiveState.Daemon daemon() {
        return new LiveState.Daemon(
                Version.text(),
                settings.name(),
                String.join(", ", settings.venueNames()),
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
