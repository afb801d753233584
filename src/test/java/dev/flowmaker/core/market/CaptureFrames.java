package dev.flowmaker.core.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** The book frames of a Binance capture, read the plain way: the snapshot, then every depth update that follows it. */
public final class CaptureFrames {
    private final boolean futures;
    private final BigDecimal tick;
    private final BigDecimal lot;
    private final ObjectMapper json = new ObjectMapper();
    private long lastUpdateId = -1;
    private boolean first = true;

    public CaptureFrames(boolean futures, String tick, String lot) {
        this.futures = futures;
        this.tick = new BigDecimal(tick);
        this.lot = new BigDecimal(lot);
    }

    /** All frames of files that follow each other. Event and exchange time are the venue's. */
    public List<BookUpdate> read(List<Path> files) {
        List<BookUpdate> frames = new ArrayList<>();
        List<JsonNode> early = new ArrayList<>();
        for (Path file : files) {
            lines(file, line -> {
                if (line.contains("\"lastUpdateId\"")) {
                    JsonNode snapshot = parse(line);
                    lastUpdateId = snapshot.get("lastUpdateId").asLong();
                    frames.add(frame(snapshot, "bids", "asks", ResetReason.SNAPSHOT));
                    early.forEach(depth -> apply(depth, frames));
                } else if (line.contains("\"depthUpdate\"")) {
                    JsonNode depth = parse(line).get("data");
                    if (lastUpdateId < 0) {
                        early.add(depth);
                    } else {
                        apply(depth, frames);
                    }
                }
            });
        }
        return frames;
    }

    private void apply(JsonNode depth, List<BookUpdate> frames) {
        long last = depth.get("u").asLong();
        if (first && (futures ? last < lastUpdateId : last <= lastUpdateId)) {
            return;
        }
        long from = depth.get("U").asLong();
        boolean follows = first
                ? from <= (futures ? lastUpdateId : lastUpdateId + 1)
                : futures ? depth.get("pu").asLong() == lastUpdateId : from == lastUpdateId + 1;
        if (!follows) {
            throw new IllegalStateException("gap before " + depth);
        }
        first = false;
        lastUpdateId = last;
        BookUpdate frame = frame(depth, "b", "a", ResetReason.NONE);
        frame.exchangeTimeNanos = depth.get(futures ? "T" : "E").asLong() * 1_000_000L;
        frame.timeNanos = frame.exchangeTimeNanos;
        frame.receiveTimeNanos = frame.exchangeTimeNanos;
        frames.add(frame);
    }

    private BookUpdate frame(JsonNode node, String bids, String asks, ResetReason reset) {
        BookUpdate frame = new BookUpdate();
        frame.reset = reset;
        frame.updateId = lastUpdateId;
        node.get(bids).forEach(level -> add(frame, Side.BUY, level));
        node.get(asks).forEach(level -> add(frame, Side.SELL, level));
        return frame;
    }

    private void add(BookUpdate frame, Side side, JsonNode level) {
        long priceTicks = new BigDecimal(level.get(0).asText()).divide(tick).longValueExact();
        // A few levels far away hold orders from before the lot was made larger; the part of a lot is left out.
        long lots = new BigDecimal(level.get(1).asText()).divide(lot).longValue();
        frame.levels.add(side, priceTicks, lots);
    }

    private JsonNode parse(String line) {
        try {
            return json.readTree(line.substring(line.indexOf(' ') + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void lines(Path file, Consumer<String> each) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                each.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
