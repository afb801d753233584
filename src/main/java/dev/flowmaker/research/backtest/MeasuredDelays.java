package dev.flowmaker.research.backtest;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.journal.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long things were under way in the last session of a journal, as rows that {@code measured(FILE)} interpolates between:
 * book frames, placements and cancels with the venue's word on them, and what the user stream told. The venue's times are those
 * of its own clock, and mostly in whole milliseconds: a request is taken to have arrived in the middle of the one it was stamped
 * with.
 */
public final class MeasuredDelays {
    private static final long HALF_MILLI = 500_000;
    private static final String HEADER = "request_ns,exchange_ns,response_ns";

    /** {@code simulation.latency.market-data}. */
    public static final String MARKET_DATA = "market-data.csv";

    /** {@code simulation.latency.order-entry} and {@code response}. */
    public static final String REQUESTS = "requests.csv";

    /** {@code simulation.latency.execution}. */
    public static final String EXECUTIONS = "executions.csv";

    private record Row(long requestNanos, long exchangeNanos, long responseNanos) {}

    private final TreeMap<Long, Row> frames = new TreeMap<>();
    private final TreeMap<Long, Row> requests = new TreeMap<>();
    private final TreeMap<Long, Row> executions = new TreeMap<>();
    private final Map<Long, Long> placed = new HashMap<>();
    private final Map<Long, Long> canceled = new HashMap<>();
    private int epoch;

    /** Reads a journal to its end. */
    public static MeasuredDelays of(Records journal) {
        MeasuredDelays delays = new MeasuredDelays();
        for (Message message = journal.next(); message != null; message = journal.next()) {
            delays.onRecord(message);
        }
        return delays;
    }

    private void onRecord(Message message) {
        if (message instanceof SessionStarted started) {
            if (started.epoch != epoch) {
                epoch = started.epoch;
                List.of(frames, requests, executions, placed, canceled).forEach(Map::clear);
            }
        } else if (message instanceof BookUpdate update) {
            told(frames, update.exchangeTimeNanos, update.timeNanos);
        } else if (message instanceof PlaceOrder place) {
            placed.put(place.orderId, place.timeNanos);
        } else if (message instanceof CancelOrder cancel) {
            canceled.put(cancel.orderId, cancel.timeNanos);
        } else if (message instanceof OrderAccepted event) {
            answered(placed.remove(event.orderId), event.exchangeTimeNanos, event.timeNanos);
            told(executions, event.exchangeTimeNanos, event.timeNanos);
        } else if (message instanceof OrderCanceled event) {
            answered(canceled.remove(event.orderId), event.exchangeTimeNanos, event.timeNanos);
            told(executions, event.exchangeTimeNanos, event.timeNanos);
        } else if (message instanceof Fill event) {
            told(executions, event.exchangeTimeNanos, event.timeNanos);
        }
    }

    private static void told(Map<Long, Row> rows, long exchangeNanos, long timeNanos) {
        if (exchangeNanos != 0) {
            rows.putIfAbsent(exchangeNanos, new Row(exchangeNanos, exchangeNanos, timeNanos));
        }
    }

    private void answered(@Nullable Long sentNanos, long exchangeNanos, long responseNanos) {
        if (sentNanos != null && exchangeNanos != 0) {
            long at = Math.min(responseNanos, Math.max(sentNanos, exchangeNanos + HALF_MILLI));
            // Those that left at one moment leave one row: of the first.
            requests.putIfAbsent(sentNanos, new Row(sentNanos, at, responseNanos));
        }
    }

    /** The venue's times of the first and the last frame, 0 without one. */
    public long firstFrameNanos() {
        return frames.isEmpty() ? 0 : frames.firstKey();
    }

    public long lastFrameNanos() {
        return frames.isEmpty() ? 0 : frames.lastKey();
    }

    /**
     * Writes a file each; of what was never measured none.
     *
     * @return what was written and how many rows it has
     */
    public Map<String, Integer> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, Integer> written = new TreeMap<>();
        write(frames, folder, MARKET_DATA, written);
        write(requests, folder, REQUESTS, written);
        write(executions, folder, EXECUTIONS, written);
        return written;
    }

    private static void write(Map<Long, Row> rows, Path folder, String name, Map<String, Integer> written)
            throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of(HEADER));
        long last = 0;
        for (Row row : rows.values()) {
            // Nothing overtakes: what has the later row was not there earlier.
            last = Math.max(last, row.exchangeNanos);
            lines.add(row.requestNanos + "," + last + "," + Math.max(last, row.responseNanos));
        }
        Files.write(folder.resolve(name), lines, StandardCharsets.UTF_8);
        written.put(name, rows.size());
    }
}
