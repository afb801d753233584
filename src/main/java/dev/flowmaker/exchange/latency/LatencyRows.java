package dev.flowmaker.exchange.latency;

import dev.flowmaker.exchange.capture.CaptureException;
import dev.flowmaker.exchange.capture.TextFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measured requests in the order of time: when each left, reached the exchange, and was answered. Between two rows the time
 * under way is interpolated; before the first and after the last it is theirs. A row whose exchange time is 0 was refused
 * on the way: the exchange had too much to do. Requests beside it are refused too, and hear of it as soon.
 *
 * <p>A file of them, gzip or plain, has the header {@code request_ns,exchange_ns,response_ns} and times as UTC nanoseconds.
 */
public final class LatencyRows {
    private static final String HEADER = "request_ns,exchange_ns,response_ns";

    private long[] requests = new long[1024];
    private long[] exchanges = new long[1024];
    private long[] responses = new long[1024];
    private int count;
    /** Rows that reached the exchange. */
    private int[] reached = new int[0];

    private final Path file;

    /**
     * Reads a file.
     *
     * @throws CaptureException with file and line where it is wrong
     */
    public LatencyRows(Path file) {
        this.file = file;
        try (TextFile text = new TextFile(file)) {
            String header = text.next();
            if (header == null || !header.strip().equals(HEADER)) {
                throw new CaptureException(file, 1, "the first line must be " + HEADER);
            }
            long lastExchange = 0;
            for (String row = text.next(); row != null; row = text.next()) {
                if (!row.isBlank()) {
                    lastExchange = Math.max(lastExchange, add(row, lastExchange, text.line()));
                }
            }
        }
        reached = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (exchanges[i] != 0) {
                reached[found++] = i;
            }
        }
        reached = Arrays.copyOf(reached, found);
        if (found == 0) {
            throw new CaptureException(file, 1, "no request of these rows reached the exchange");
        }
    }

    /** Returns its time at the exchange. */
    private long add(String row, long lastExchange, long line) {
        String[] fields = row.strip().split(",", -1);
        if (fields.length != 3) {
            throw new CaptureException(file, line, "has " + fields.length + " fields, not 3: " + HEADER);
        }
        long request = number(fields[0], line);
        long exchange = number(fields[1], line);
        long response = number(fields[2], line);
        if (count > 0 && request <= requests[count - 1]) {
            throw new CaptureException(
                    file, line, "request_ns does not rise: sort the rows, and take one of each time");
        }
        if ((exchange != 0 && (exchange < request || response < exchange)) || response < request) {
            throw new CaptureException(
                    file, line, "goes back in time; request, exchange and response must be on one clock");
        }
        if (exchange != 0 && exchange < lastExchange) {
            throw new CaptureException(file, line, "reached the exchange before the row above: none overtakes another");
        }
        if (response - request > Latency.LONGEST_NANOS) {
            throw new CaptureException(file, line, "took more than a minute");
        }
        if (count == requests.length) {
            requests = Arrays.copyOf(requests, count * 2);
            exchanges = Arrays.copyOf(exchanges, count * 2);
            responses = Arrays.copyOf(responses, count * 2);
        }
        requests[count] = request;
        exchanges[count] = exchange;
        responses[count++] = response;
        return exchange;
    }

    private long number(String field, long line) {
        try {
            long value = Long.parseLong(field.strip());
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException reportedBelow) {
            // said in the same words as one below 0
        }
        throw new CaptureException(file, line, "'" + field.strip() + "' is not a time in UTC nanoseconds");
    }

    /** The same for the same rows, whatever their file is called. */
    public String fingerprint() {
        return count + ":" + hash(requests) + ":" + hash(exchanges) + ":" + hash(responses);
    }

    private String hash(long[] times) {
        return Integer.toHexString(Arrays.hashCode(Arrays.copyOf(times, count)));
    }

    public Path file() {
        return file;
    }

    public int count() {
        return count;
    }

    public long firstNanos() {
        return requests[0];
    }

    public long lastNanos() {
        return requests[count - 1];
    }

    /** From leaving to the exchange; of one that is refused, to hearing of it. */
    long entryNanos(long sentNanos) {
        int row = before(requests, sentNanos);
        int next = after(row, sentNanos);
        if (refused(row, next)) {
            return between(
                    sentNanos,
                    requests[row],
                    responses[row] - requests[row],
                    requests[next],
                    responses[next] - requests[next]);
        }
        return between(
                sentNanos,
                requests[row],
                exchanges[row] - requests[row],
                requests[next],
                exchanges[next] - requests[next]);
    }

    boolean refuses(long sentNanos) {
        int row = before(requests, sentNanos);
        return refused(row, after(row, sentNanos));
    }

    private int after(int row, long nanos) {
        return nanos <= requests[row] ? row : Math.min(row + 1, count - 1);
    }

    private boolean refused(int row, int next) {
        return exchanges[row] == 0 || exchanges[next] == 0;
    }

    /** From the exchange to hearing of it. */
    long responseNanos(long exchangeNanos) {
        int low = 0;
        int high = reached.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (exchanges[reached[middle]] <= exchangeNanos) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        int row = reached[low];
        int next = reached[Math.min(low + 1, reached.length - 1)];
        return between(
                exchangeNanos,
                exchanges[row],
                responses[row] - exchanges[row],
                exchanges[next],
                responses[next] - exchanges[next]);
    }

    private int before(long[] times, long nanos) {
        int found = Arrays.binarySearch(times, 0, count, nanos);
        return Math.max(0, found < 0 ? -found - 2 : found);
    }

    private static long between(long at, long fromNanos, long from, long toNanos, long to) {
        if (at <= fromNanos || toNanos <= fromNanos) {
            return from;
        }
        if (at >= toNanos) {
            return to;
        }
        return from + (long) ((double) (to - from) / (toNanos - fromNanos) * (at - fromNanos));
    }
}
