package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.MarketState;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.TradeInfo;
import dev.flowmaker.exchange.door.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What anybody may ask: the venue's clock and state, its rules, and market data. */
final class PublicMethods {
    private static final int MAX_LEVELS = 500;
    private static final int MAX_TRADES = 1_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int PERCENT_PPB_DIGITS = 7;
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Venue venue;

    PublicMethods(Venue venue) {
        this.venue = venue;
    }

    void addTo(Map<String, Method> all) {
        all.put("/0/public/Time", Method.open(PublicMethods::time));
        all.put("/0/public/SystemStatus", Method.open(PublicMethods::status));
        all.put("/0/public/Assets", Method.open(this::assets));
        all.put("/0/public/AssetPairs", Method.open(this::pairs));
        all.put("/0/public/Ticker", Method.open(this::ticker));
        all.put("/0/public/Depth", Method.open(this::depth));
        all.put("/0/public/Trades", Method.open(this::trades));
    }

    private static JsonNode time(Call call) {
        Instant now = instant(call.nowNanos());
        return Json.object().put("unixtime", now.getEpochSecond()).put("rfc1123", WRITTEN.format(now));
    }

    private static JsonNode status(Call call) {
        return Json.object()
                .put("status", "online")
                .put(
                        "timestamp",
                        instant(call.nowNanos()).truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    private JsonNode assets(Call call) {
        String names = call.form().optional("asset");
        List<String> wanted = names == null ? List.of() : Arrays.asList(names.split(",", -1));
        ObjectNode result = Json.object();
        for (Asset asset : venue.exchange().settings().assets()) {
            String full = AssetNames.full(asset.code());
            String alternative = AssetNames.alternative(asset.code());
            if (names == null || wanted.contains(full) || wanted.contains(alternative)) {
                result.putObject(full)
                        .put("aclass", "currency")
                        .put("altname", alternative)
                        .put("decimals", asset.scale())
                        .put("display_decimals", Math.min(asset.scale(), 5))
                        .put("status", "enabled");
            }
        }
        if (names != null && result.isEmpty()) {
            throw KrakenException.of("EQuery:Unknown asset");
        }
        return result;
    }

    private JsonNode pairs(Call call) {
        ObjectNode result = Json.object();
        for (Pair pair : venue.pairs().selected(call.form())) {
            result.set(pair.name(), describe(pair));
        }
        return result;
    }

    private ObjectNode describe(Pair pair) {
        Instrument instrument = pair.instrument();
        boolean open = venue.exchange().state(instrument.market()) == MarketState.OPEN;
        Rules rules = venue.exchange().rules(instrument.market());
        ObjectNode node = Json.object()
                .put("altname", pair.alternative())
                .put("wsname", pair.feedName())
                .put("aclass_base", "currency")
                .put("base", AssetNames.full(instrument.base().code()))
                .put("aclass_quote", "currency")
                .put("quote", AssetNames.full(instrument.quote().code()))
                .put("lot", "unit")
                .put("cost_decimals", instrument.quote().scale())
                .put("pair_decimals", instrument.tick().scale())
                .put("lot_decimals", lotDecimals(instrument, rules))
                .put("lot_multiplier", 1);
        node.putArray("leverage_buy");
        node.putArray("leverage_sell");
        node.putArray("fees").addArray().add(0).add(percent(rules.takerFeePpb()));
        node.putArray("fees_maker").addArray().add(0).add(percent(rules.makerFeePpb()));
        return node.put(
                        "fee_volume_currency",
                        AssetNames.full(instrument.quote().code()))
                .put("margin_call", 80)
                .put("margin_stop", 40)
                .put("ordermin", pair.volume(rules.minLots()))
                .put("costmin", pair.cost(rules.minNotionalQuanta()))
                .put("tick_size", tick(instrument, rules))
                .put("status", open ? "online" : "cancel_only");
    }

    private static String tick(Instrument instrument, Rules rules) {
        Decimal tick = instrument.tick();
        return Decimal.text(Math.multiplyExact(tick.mantissa(), rules.tickMultiple()), tick.scale());
    }

    /** Kraken's lots are powers of ten: a step that is none has the digits of the next smaller one. */
    private static int lotDecimals(Instrument instrument, Rules rules) {
        BigDecimal step =
                BigDecimal.valueOf(rules.lotMultiple(), instrument.lot().scale());
        return Math.max(0, step.stripTrailingZeros().scale());
    }

    /** A rate as Kraken writes it: 0.26 is 26 basis points. */
    static BigDecimal percent(long ppb) {
        BigDecimal percent = BigDecimal.valueOf(ppb, PERCENT_PPB_DIGITS).stripTrailingZeros();
        return percent.scale() < 0 ? percent.setScale(0) : percent;
    }

    private JsonNode ticker(Call call) {
        ObjectNode result = Json.object();
        for (Pair pair : venue.pairs().selected(call.form())) {
            Depth book = venue.exchange().depth(pair.market());
            result.set(
                    pair.name(),
                    Ticker.describe(pair, book, venue.feeds(pair.market()).day(), true));
        }
        return result;
    }

    private JsonNode depth(Call call) {
        Pair pair = venue.pairs().required(call.form());
        int count = call.form().count(100, MAX_LEVELS);
        Depth book = venue.exchange().depth(pair.market());
        ObjectNode result = Json.object();
        ObjectNode sides = result.putObject(pair.name());
        for (Side side : new Side[] {Side.SELL, Side.BUY}) {
            ArrayNode array = sides.putArray(side == Side.BUY ? "bids" : "asks");
            for (int rank = 0; rank < Math.min(count, book.levels(side)); rank++) {
                long ticks = book.priceTicks(side, rank);
                long nanos = venue.feeds(pair.market()).times().nanos(side, ticks);
                array.addArray()
                        .add(pair.price(ticks))
                        .add(pair.volume(book.lots(side, rank)))
                        .add(Math.floorDiv(nanos, NANOS_PER_SECOND));
            }
        }
        return result;
    }

    private JsonNode trades(Call call) {
        Pair pair = venue.pairs().required(call.form());
        int count = call.form().count(MAX_TRADES, MAX_TRADES);
        String since = call.form().optional("since");
        long after = since == null ? Long.MIN_VALUE : sinceNanos(since);
        List<TradeInfo> kept = venue.exchange().recentTrades(pair.market(), MAX_TRADES).stream()
                .filter(trade -> trade.timeNanos() > after)
                .toList();
        List<TradeInfo> shown = since == null
                ? kept.subList(Math.max(0, kept.size() - count), kept.size())
                : kept.subList(0, Math.min(count, kept.size()));
        ObjectNode result = Json.object();
        ArrayNode array = result.putArray(pair.name());
        for (TradeInfo trade : shown) {
            array.addArray()
                    .add(pair.price(trade.priceTicks()))
                    .add(pair.volume(trade.lots()))
                    .add(Stamp.number(trade.timeNanos()))
                    .add(trade.buyerIsMaker() ? "s" : "b")
                    .add("l")
                    .add("")
                    .add(trade.tradeId());
        }
        long last = shown.isEmpty()
                ? Math.max(0, after)
                : shown.get(shown.size() - 1).timeNanos();
        return result.put("last", Long.toString(last));
    }

    /** Seconds, or the nanoseconds that an earlier answer ended with. */
    private static long sinceNanos(String since) {
        if (since.matches("[0-9]{15,19}")) {
            try {
                return Long.parseLong(since);
            } catch (NumberFormatException tooLarge) {
                throw KrakenException.invalid("since");
            }
        }
        return Stamp.nanos(since);
    }
}
