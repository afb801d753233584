package dev.flowmaker.daemon.alert;

import dev.flowmaker.Redaction;
import dev.flowmaker.config.AlertSettings;
import dev.flowmaker.config.AlertSettings.Severity;
import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.live.LiveState.Alert;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator should know, on its way to them. Raising one takes a place in a bounded queue and nothing more;
 * everything else is done by other threads. The last few are kept to be shown.
 */
public final class Alerts implements AlertSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final int BOUND = 256;
    private static final int SHOWN = 12;
    private static final int MOST_TEXT = 300;
    private static final long CLOSE_MILLIS = 3_000;
    private static final long LOOK_MILLIS = 50;

    private final String daemon;
    private final int epoch;
    private final Severity least;
    private final LongSupplier utcNanos;
    private final Throttle throttle;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final BlockingQueue<Alert> raised = new ArrayBlockingQueue<>(BOUND);
    private final AtomicLong overflow = new AtomicLong();
    private final Deque<Alert> shown = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean closing;

    /**
     * @param webhook null for none
     * @param hidden environment variables that no command may see
     * @param utcNanos for the alerts' times
     */
    public Alerts(
            String daemon,
            int epoch,
            AlertSettings settings,
            @Nullable URI webhook,
            Set<String> hidden,
            LongSupplier utcNanos) {
        this.daemon = daemon;
        this.epoch = epoch;
        this.least = settings.minSeverity();
        this.utcNanos = utcNanos;
        throttle = new Throttle(settings.throttleNanos());
        Duration timeout = Duration.ofNanos(settings.timeoutNanos());
        if (webhook != null) {
            deliveries.add(new Delivery(new Webhook(webhook, timeout)));
        }
        if (!settings.command().isEmpty()) {
            deliveries.add(new Delivery(new CommandTarget(settings.command(), hidden, timeout)));
        }
        thread = new Thread(this::run, "alerts");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void raise(Severity severity, String code, String text) {
        String clean = Redaction.clean(text);
        String cut = clean.length() > MOST_TEXT ? clean.substring(0, MOST_TEXT) + "…" : clean;
        if (!raised.offer(new Alert(utcNanos.getAsLong(), severity.text(), code, cut, 0))) {
            overflow.incrementAndGet();
        }
    }

    /** The last ones, oldest first. */
    public List<Alert> recent() {
        synchronized (shown) {
            return List.copyOf(shown);
        }
    }

    /** Alerts that never arrived somewhere. */
    public long lost() {
        return overflow.get() + deliveries.stream().mapToLong(Delivery::lost).sum();
    }

    private void run() {
        try {
            while (!closing || !raised.isEmpty()) {
                Alert alert = raised.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                long now = System.nanoTime();
                if (alert != null) {
                    pass(throttle.offer(alert, now));
                }
                throttle.due(now).forEach(this::pass);
            }
            throttle.rest().forEach(this::pass);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(@Nullable Alert alert) {
        if (alert == null) {
            return;
        }
        LOG.warn("alert {} {}: {}", alert.severity(), alert.code(), alert.text());
        synchronized (shown) {
            if (shown.size() == SHOWN) {
                shown.remove();
            }
            shown.add(alert);
        }
        Severity severity = Severity.valueOf(alert.severity().toUpperCase(Locale.ROOT));
        if (severity.compareTo(least) >= 0) {
            String json = json(alert);
            deliveries.forEach(delivery -> delivery.offer(json));
        }
    }

    private String json(Alert alert) {
        Instant time = Instant.ofEpochSecond(0, alert.timeNanos());
        return "{\"daemon\":" + FieldPrinter.quoted(daemon) + ",\"session\":" + epoch + ",\"time\":\"" + time
                + "\",\"severity\":\"" + alert.severity() + "\",\"code\":" + FieldPrinter.quoted(alert.code())
                + ",\"text\":" + FieldPrinter.quoted(alert.text()) + ",\"suppressed\":" + alert.suppressed() + "}";
    }

    /** Sends what waits, for at most a few seconds. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(CLOSE_MILLIS);
            for (Delivery delivery : deliveries) {
                delivery.close(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
