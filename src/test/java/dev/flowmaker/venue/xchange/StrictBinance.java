package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.core.Message;
import dev.flowmaker.journal.FieldList;
import dev.flowmaker.venue.ClientOrderIds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a message of Binance says about BTC/USDT, ticks of 0.01 and lots of 0.00001, by nobody's code but this: all fields there,
 * of the type and in the range the documentation gives, or it says nothing.
 */
final class StrictBinance {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Map<String, Integer> ASSETS = Map.of("BTC", 0, "USDT", 1);
    static final ClientOrderIds IDS = new ClientOrderIds(TestSettings.NAME);

    /** Anything that is not as documented. */
    private static final class Undocumented extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Undocumented(String what) {
            super(what);
        }
    }

    /** Reads one message. */
    @FunctionalInterface
    interface Reading {
        List<Map<String, String>> of(JsonNode message);
    }

    private StrictBinance() {}

    /** What a text says, or null when it is not as documented. */
    static @Nullable List<Map<String, String>> read(String text, Reading reading) {
        try {
            return reading.of(MAPPER.readTree(text));
        } catch (Undocumented | java.io.IOException | ArithmeticException nothing) {
            return null;
        }
    }

    /** An event's fields without its header and what is not the venue's word. */
    static Map<String, String> fields(Message event) {
        Map<String, String> all = new LinkedHashMap<>(FieldList.of(event));
        all.keySet().removeIf(name -> name.endsWith(".count"));
        all.keySet()
                .removeAll(Set.of(
                        "sequence", "timeNanos", "market", "causeSequence", "receiveTimeNanos", "requestTimeNanos"));
        return all;
    }

    /** Whether events say just that; fields that other venues fill are empty. */
    static boolean same(@Nullable List<Map<String, String>> said, List<Map<String, String>> came) {
        if (said == null || said.size() != came.size()) {
            return false;
        }
        for (int i = 0; i < said.size(); i++) {
            Map<String, String> rest = new LinkedHashMap<>(came.get(i));
            rest.keySet().removeAll(said.get(i).keySet());
            if (!came.get(i).entrySet().containsAll(said.get(i).entrySet())
                    || !Set.of("", "0", "-1", "false").containsAll(rest.values())) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> event(Object... namesAndValues) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
        }
        return all;
    }

    private static void need(boolean is, String what) {
        if (!is) {
            throw new Undocumented(what);
        }
    }

    private static JsonNode at(JsonNode in, String name) {
        JsonNode found = in.get(name);
        need(found != null, name);
        return found;
    }

    private static String text(JsonNode in, String name) {
        need(at(in, name).isTextual(), name);
        return in.get(name).textValue();
    }

    static long number(JsonNode in, String name) {
        need(at(in, name).isInt() || at(in, name).isLong(), name);
        need(in.get(name).longValue() >= 0, name);
        return in.get(name).longValue();
    }

    private static boolean truth(JsonNode in, String name) {
        need(at(in, name).isBoolean(), name);
        return in.get(name).booleanValue();
    }

    private static String nanos(JsonNode in, String name) {
        long millis = number(in, name);
        need(millis < 8_000_000_000_000L, name);
        return millis + (millis == 0 ? "" : "000000");
    }

    private static BigDecimal decimal(String text) {
        need(text.matches("-?[0-9]{1,40}(\\.[0-9]{1,40})?"), text);
        return new BigDecimal(text);
    }

    private static BigDecimal amount(JsonNode in, String name, boolean mayBeNothing) {
        BigDecimal value = decimal(text(in, name));
        need(value.signum() > 0 || (mayBeNothing && value.signum() == 0), name);
        return value;
    }

    static long ticks(BigDecimal price) {
        return price.movePointRight(2).longValueExact();
    }

    static long lots(BigDecimal quantity) {
        return quantity.movePointRight(5).longValueExact();
    }

    private static long rounded(BigDecimal value, int places) {
        return value.movePointRight(places).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    private static String side(JsonNode in, String name) {
        String side = text(in, name);
        need(side.equals("BUY") || side.equals("SELL"), name);
        return side;
    }

    // ---- the user stream ----

    static List<Map<String, String>> userFrame(JsonNode frame) {
        JsonNode event = at(frame, "event");
        need(event.isObject(), "event");
        return switch (text(event, "e")) {
            case "executionReport" -> execution(event);
            case "outboundAccountPosition" -> position(event);
            default -> List.of();
        };
    }

    private static List<Map<String, String>> execution(JsonNode event) {
        String original = at(event, "C").isNull() ? "" : text(event, "C");
        String requested = text(event, "c");
        boolean ended = !original.isEmpty() && !original.equals("null");
        long order = IDS.orderId(ended ? original : requested);
        if (!text(event, "s").equals("BTCUSDT") || order == 0) {
            return List.of();
        }
        long venueOrder = number(event, "i");
        return switch (text(event, "x")) {
            case "NEW" ->
                List.of(event(
                        "kind",
                        "ORDER_ACCEPTED",
                        "orderId",
                        order,
                        "exchangeTimeNanos",
                        nanos(event, "T"),
                        "venueOrderId",
                        venueOrder,
                        "source",
                        "STREAM"));
            case "TRADE" ->
                List.of(fill(
                        order,
                        nanos(event, "T"),
                        number(event, "t"),
                        side(event, "S"),
                        ticks(amount(event, "L", false)),
                        lots(amount(event, "l", false)),
                        truth(event, "m"),
                        at(event, "N").isNull() ? "" : text(event, "N"),
                        decimal(text(event, "n")),
                        "STREAM"));
            case "CANCELED" ->
                List.of(end(order, nanos(event, "T"), "VENUE", lots(amount(event, "z", true)), "STREAM"));
            case "EXPIRED" ->
                List.of(end(order, nanos(event, "T"), "EXPIRED", lots(amount(event, "z", true)), "STREAM"));
            default -> List.of();
        };
    }

    private static List<Map<String, String>> position(JsonNode event) {
        String time = nanos(event, event.has("u") ? "u" : "E");
        need(at(event, "B").isArray(), "B");
        List<Map<String, String>> all = new ArrayList<>();
        for (JsonNode row : event.get("B")) {
            balance(all, time, row, "a", "f", "l", "STREAM");
        }
        return all;
    }

    private static void balance(
            List<Map<String, String>> out,
            String time,
            JsonNode row,
            String asset,
            String free,
            String locked,
            String source) {
        Integer index = ASSETS.get(text(row, asset));
        long freeQuanta = index == null ? 0 : rounded(amount(row, free, true), 8);
        long lockedQuanta = index == null ? 0 : rounded(amount(row, locked, true), 8);
        if (index != null) {
            out.add(event(
                    "kind",
                    "BALANCE",
                    "exchangeTimeNanos",
                    time,
                    "asset",
                    index,
                    "freeQuanta",
                    freeQuanta,
                    "lockedQuanta",
                    lockedQuanta,
                    "source",
                    source));
        }
    }

    private static Map<String, String> fill(
            long order,
            String time,
            long trade,
            String side,
            long ticks,
            long lots,
            boolean maker,
            String feeAsset,
            BigDecimal fee,
            String source) {
        Integer asset = ASSETS.get(feeAsset);
        return event(
                "kind",
                "FILL",
                "orderId",
                order,
                "exchangeTimeNanos",
                time,
                "tradeId",
                trade,
                "side",
                side,
                "priceTicks",
                ticks,
                "lots",
                lots,
                "liquidity",
                maker ? "MAKER" : "TAKER",
                "feeAsset",
                asset == null ? 1 : asset,
                "feeQuanta",
                asset == null ? 0 : rounded(fee, 8),
                "source",
                source);
    }

    private static Map<String, String> end(long order, String time, String reason, long filled, String source) {
        return event(
                "kind",
                "ORDER_CANCELED",
                "orderId",
                order,
                "exchangeTimeNanos",
                time,
                "reason",
                reason,
                "filledLots",
                filled,
                "source",
                source);
    }

    // ---- answers ----

    static List<Map<String, String>> account(JsonNode account) {
        String time = nanos(account, "updateTime");
        need(at(account, "balances").isArray(), "balances");
        List<Map<String, String>> told = new ArrayList<>();
        Map<String, Boolean> seen = new LinkedHashMap<>();
        for (JsonNode row : account.get("balances")) {
            need(seen.put(text(row, "asset"), true) == null, "asset");
            balance(told, time, row, "asset", "free", "locked", "QUERY");
        }
        List<Map<String, String>> all = new ArrayList<>();
        for (int asset = 0; asset < ASSETS.size(); asset++) {
            String index = Integer.toString(asset);
            all.add(told.stream()
                    .filter(row -> index.equals(row.get("asset")))
                    .findFirst()
                    .orElse(event(
                            "kind",
                            "BALANCE",
                            "exchangeTimeNanos",
                            time,
                            "asset",
                            index,
                            "freeQuanta",
                            0,
                            "lockedQuanta",
                            0,
                            "source",
                            "QUERY")));
        }
        return all;
    }

    static Reading order(long order) {
        return answer -> {
            need(text(answer, "symbol").equals("BTCUSDT"), "symbol");
            need(text(answer, "clientOrderId").equals(IDS.text(order)), "clientOrderId");
            String status = switch (text(answer, "status")) {
                case "NEW" -> "WORKING";
                case "PARTIALLY_FILLED" -> "PARTIALLY_FILLED";
                case "FILLED" -> "FILLED";
                case "CANCELED" -> "CANCELED";
                case "REJECTED" -> "REJECTED";
                case "EXPIRED" -> "EXPIRED";
                default -> throw new Undocumented("status");
            };
            return List.of(event(
                    "kind",
                    "ORDER_REPORT",
                    "orderId",
                    order,
                    "exchangeTimeNanos",
                    nanos(answer, "updateTime"),
                    "status",
                    status,
                    "filledLots",
                    lots(amount(answer, "executedQty", true)),
                    "venueOrderId",
                    number(answer, "orderId")));
        };
    }

    /** All trades of one order, in any order. */
    static Reading ownTrades(long order, long venueOrder) {
        return answer -> {
            need(answer.isArray(), "list");
            List<Map<String, String>> all = new ArrayList<>();
            for (JsonNode row : answer) {
                all.add(trade(order, venueOrder, row));
            }
            return all;
        };
    }

    private static Map<String, String> trade(long order, long venueOrder, JsonNode row) {
        need(text(row, "symbol").equals("BTCUSDT"), "symbol");
        need(number(row, "orderId") == venueOrder, "orderId");
        return fill(
                order,
                nanos(row, "time"),
                number(row, "id"),
                truth(row, "isBuyer") ? "BUY" : "SELL",
                ticks(amount(row, "price", false)),
                lots(amount(row, "qty", false)),
                truth(row, "isMaker"),
                text(row, "commissionAsset"),
                decimal(text(row, "commission")),
                "QUERY");
    }

    /** @param order that all of the trades are of */
    static Reading trades(long order, long venueOrder, long from) {
        return answer -> {
            need(answer.isArray(), "list");
            List<Map<String, String>> all = new ArrayList<>();
            long next = from;
            for (JsonNode row : answer) {
                need(number(row, "id") >= next, "id");
                next = number(row, "id") + 1;
                all.add(trade(order, venueOrder, row));
            }
            all.add(event("kind", "TRADES_REPORT", "fromTradeId", from, "lastTradeId", next - 1, "complete", "true"));
            return all;
        };
    }

    static List<Map<String, String>> openOrders(JsonNode answer) {
        need(answer.isArray(), "list");
        Map<String, String> all = event("kind", "OPEN_ORDERS");
        for (int i = 0; i < answer.size(); i++) {
            JsonNode row = answer.get(i);
            need(text(row, "symbol").equals("BTCUSDT"), "symbol");
            String id = text(row, "clientOrderId");
            String at = "orders[" + i + "].";
            all.put(at + "orderId", Long.toString(IDS.orderId(id)));
            all.put(at + "clientId", id);
            all.put(at + "venueOrderId", Long.toString(number(row, "orderId")));
            all.put(at + "side", side(row, "side"));
            all.put(at + "priceTicks", Long.toString(rounded(amount(row, "price", true), 2)));
            all.put(at + "lots", Long.toString(rounded(amount(row, "origQty", false), 5)));
            all.put(at + "filledLots", Long.toString(rounded(amount(row, "executedQty", true), 5)));
        }
        return List.of(all);
    }

    static Reading canceled(long order) {
        return answer -> {
            need(text(answer, "symbol").equals("BTCUSDT"), "symbol");
            need(text(answer, "origClientOrderId").equals(IDS.text(order)), "origClientOrderId");
            return List.of(end(
                    order,
                    nanos(answer, "transactTime"),
                    "REQUESTED",
                    lots(amount(answer, "executedQty", true)),
                    "RESPONSE"));
        };
    }

    // ---- market data ----

    /** The level's price and quantity as ticks and lots. */
    static List<Map<String, String>> marketFrame(JsonNode frame) {
        JsonNode data = at(frame, "data");
        need(text(data, "s").equals("BTCUSDT"), "s");
        return switch (text(frame, "stream")) {
            case "btcusdt@trade" -> {
                need(text(data, "e").equals("trade"), "e");
                yield List.of(event(
                        "kind",
                        "TRADE",
                        "exchangeTimeNanos",
                        nanos(data, "T"),
                        "tradeId",
                        number(data, "t"),
                        "priceTicks",
                        ticks(amount(data, "p", false)),
                        "lots",
                        lots(amount(data, "q", false)),
                        "aggressor",
                        truth(data, "m") ? "SELL" : "BUY"));
            }
            case "btcusdt@bookTicker" ->
                List.of(event(
                        "kind",
                        "TOUCH_UPDATE",
                        "exchangeTimeNanos",
                        0,
                        "updateId",
                        number(data, "u"),
                        "bidTicks",
                        ticks(amount(data, "b", false)),
                        "bidLots",
                        lots(amount(data, "B", false)),
                        "askTicks",
                        ticks(amount(data, "a", false)),
                        "askLots",
                        lots(amount(data, "A", false))));
            case "btcusdt@depth@100ms" -> depth(data);
            default -> throw new Undocumented("stream");
        };
    }

    private static List<Map<String, String>> depth(JsonNode data) {
        need(text(data, "e").equals("depthUpdate"), "e");
        need(number(data, "U") <= number(data, "u"), "u");
        Map<String, String> all = event("kind", "BOOK_UPDATE", "exchangeTimeNanos", nanos(data, "E"));
        all.put("updateId", Long.toString(number(data, "u")));
        for (String side : List.of("b", "a")) {
            need(at(data, side).isArray(), side);
            for (JsonNode level : data.get(side)) {
                need(level.isArray() && level.size() == 2, side);
                need(level.get(0).isTextual() && level.get(1).isTextual(), side);
                BigDecimal price = decimal(level.get(0).textValue());
                BigDecimal quantity = decimal(level.get(1).textValue());
                need(price.signum() > 0 && quantity.signum() >= 0, side);
                all.put(side + ticks(price), Long.toString(lots(quantity)));
            }
        }
        return List.of(all);
    }
}
