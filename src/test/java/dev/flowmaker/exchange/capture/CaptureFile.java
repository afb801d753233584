package dev.flowmaker.exchange.capture;

import dev.flowmaker.core.Decimal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Writes a capture as it would be recorded, prices in ticks of 0.01 and quantities in lots of 0.00001. */
public final class CaptureFile implements AutoCloseable {
    private final OutputStream out;

    public CaptureFile(Path file) {
        try {
            out = new GZIPOutputStream(Files.newOutputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public CaptureFile line(String text) {
        return raw(text + "\n");
    }

    public CaptureFile raw(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public CaptureFile snapshot(long millis, long lastUpdateId, Map<Long, Long> bids, Map<Long, Long> asks) {
        return line(nanos(millis) + "{\"lastUpdateId\":" + lastUpdateId + ",\"bids\":" + levels(bids) + ",\"asks\":"
                + levels(asks) + "}");
    }

    public CaptureFile depth(long millis, long first, long last, Map<Long, Long> bids, Map<Long, Long> asks) {
        return line(
                nanos(millis) + "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":" + millis
                        + ",\"s\":\"BTCUSDT\",\"U\":" + first + ",\"u\":" + last + ",\"b\":" + levels(bids) + ",\"a\":"
                        + levels(asks) + "}}");
    }

    public CaptureFile trade(long millis, long id, long ticks, long lots, boolean buyerIsMaker) {
        return line(nanos(millis) + "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + millis
                + ",\"s\":\"BTCUSDT\",\"t\":" + id + ",\"p\":\"" + price(ticks) + "\",\"q\":\"" + quantity(lots)
                + "\",\"T\":" + millis + ",\"m\":" + buyerIsMaker + ",\"M\":true}}");
    }

    public CaptureFile ticker(long millis, long id, long bid, long bidLots, long ask, long askLots) {
        return line(nanos(millis) + "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":" + id
                + ",\"s\":\"BTCUSDT\",\"b\":\"" + price(bid) + "\",\"B\":\"" + quantity(bidLots) + "\",\"a\":\""
                + price(ask) + "\",\"A\":\"" + quantity(askLots) + "\"}}");
    }

    private static String nanos(long millis) {
        return millis + "000001 ";
    }

    private static String levels(Map<Long, Long> levels) {
        return levels.entrySet().stream()
                .map(level -> "[\"" + price(level.getKey()) + "\",\"" + quantity(level.getValue()) + "\"]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String price(long ticks) {
        return Decimal.text(ticks * 1_000_000, 8);
    }

    private static String quantity(long lots) {
        return Decimal.text(lots * 1_000, 8);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
