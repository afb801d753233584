package dev.flowmaker.exchange.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.flowmaker.exchange.capture.CaptureRecord.Place;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Turns the JSON of one line into a record: collects the fields it knows, then sees what they make. */
final class LineParser {
    private final JsonFactory json = new JsonFactory();

    private String stream = "";
    private boolean data;
    private String event = "";
    private String symbol = "";
    private String orderType = "";
    private String price = "";
    private String quantity = "";
    private String bestBid = "";
    private String bestBidQuantity = "";
    private String bestAsk = "";
    private String bestAskQuantity = "";
    private long eventMillis;
    private long transactionMillis;
    private long firstUpdateId;
    private long lastUpdateId;
    private long previousUpdateId;
    private long snapshotUpdateId;
    private long tradeId;
    private boolean buyerIsMaker;
    private @Nullable Levels bids;
    private @Nullable Levels asks;

    /** Null for a stream of another kind. */
    @Nullable
    CaptureRecord parse(Place place, String text) {
        clear();
        try (JsonParser in = json.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw place.error("not a JSON object");
            }
            object(in);
            if (in.nextToken() != null) {
                throw place.error("something follows the JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new CaptureException(
                    place.file(),
                    place.line(),
                    "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        } catch (IOException | ArithmeticException | NumberFormatException e) {
            throw new CaptureException(place.file(), place.line(), String.valueOf(e.getMessage()), e);
        }
        try {
            return record(place);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new CaptureException(place.file(), place.line(), String.valueOf(e.getMessage()), e);
        }
    }

    private void clear() {
        stream = event = symbol = orderType = price = quantity = "";
        bestBid = bestBidQuantity = bestAsk = bestAskQuantity = "";
        eventMillis = transactionMillis = firstUpdateId = lastUpdateId = previousUpdateId = CaptureRecord.NONE;
        snapshotUpdateId = tradeId = CaptureRecord.NONE;
        data = buyerIsMaker = false;
        bids = asks = null;
    }

    private void object(JsonParser in) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken token = in.nextToken();
            if (token == JsonToken.START_OBJECT) {
                data |= name.equals("data");
                object(in);
            } else if (token == JsonToken.START_ARRAY) {
                array(in, name);
            } else if (token == JsonToken.VALUE_NUMBER_INT) {
                number(name, in.getLongValue());
            } else if (token == JsonToken.VALUE_STRING) {
                string(name, in.getText());
            } else if (name.equals("m")) {
                buyerIsMaker = token == JsonToken.VALUE_TRUE;
            }
        }
    }

    private void array(JsonParser in, String name) throws IOException {
        switch (name) {
            case "b", "bids" -> bids = levels(in);
            case "a", "asks" -> asks = levels(in);
            default -> in.skipChildren();
        }
    }

    private static Levels levels(JsonParser in) throws IOException {
        Levels levels = new Levels();
        while (in.nextToken() == JsonToken.START_ARRAY) {
            in.nextToken();
            long price = E8.parse(in.getText());
            in.nextToken();
            levels.add(price, E8.parse(in.getText()));
            while (in.nextToken() != JsonToken.END_ARRAY) {
                in.skipChildren();
            }
        }
        return levels;
    }

    private void number(String name, long value) {
        switch (name) {
            case "E" -> eventMillis = value;
            case "T" -> transactionMillis = value;
            case "U" -> firstUpdateId = value;
            case "u" -> lastUpdateId = value;
            case "pu" -> previousUpdateId = value;
            case "t" -> tradeId = value;
            case "lastUpdateId" -> snapshotUpdateId = value;
            default -> {}
        }
    }

    private void string(String name, String value) {
        switch (name) {
            case "stream" -> stream = value;
            case "e" -> event = value;
            case "s" -> symbol = value;
            case "p" -> price = value;
            case "q" -> quantity = value;
            case "X" -> orderType = value;
            case "b" -> bestBid = value;
            case "B" -> bestBidQuantity = value;
            case "a" -> bestAsk = value;
            case "A" -> bestAskQuantity = value;
            default -> {}
        }
    }

    private @Nullable CaptureRecord record(Place place) {
        if (!data && snapshotUpdateId != CaptureRecord.NONE) {
            return new CaptureRecord.Snapshot(place, snapshotUpdateId, required(place, bids), required(place, asks));
        }
        if (!data || stream.isEmpty()) {
            throw place.error("neither a combined-stream frame nor a depth snapshot");
        }
        if (event.equals("depthUpdate")) {
            return new CaptureRecord.DepthDiff(
                    place,
                    symbol,
                    required(place, eventMillis, "E"),
                    transactionMillis,
                    required(place, firstUpdateId, "U"),
                    required(place, lastUpdateId, "u"),
                    previousUpdateId,
                    required(place, bids),
                    required(place, asks));
        }
        if (event.equals("trade")) {
            return new CaptureRecord.TradePrint(
                    place,
                    symbol,
                    required(place, eventMillis, "E"),
                    required(place, transactionMillis, "T"),
                    required(place, tradeId, "t"),
                    E8.parse(price),
                    E8.parse(quantity),
                    buyerIsMaker,
                    orderType);
        }
        return stream.endsWith("@bookTicker") ? ticker(place) : null;
    }

    private CaptureRecord ticker(Place place) {
        return new CaptureRecord.BookTicker(
                place,
                symbol,
                required(place, lastUpdateId, "u"),
                eventMillis,
                transactionMillis,
                E8.parse(bestBid),
                E8.parse(bestBidQuantity),
                E8.parse(bestAsk),
                E8.parse(bestAskQuantity));
    }

    private static Levels required(Place place, @Nullable Levels levels) {
        if (levels == null) {
            throw place.error("a depth record without its bids or asks");
        }
        return levels;
    }

    private long required(Place place, long value, String name) {
        if (value == CaptureRecord.NONE) {
            throw place.error("a record of " + stream + " without \"" + name + "\"");
        }
        return value;
    }
}
