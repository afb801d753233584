package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import org.knowm.xchange.kraken.service.KrakenDigest;
import si.mazi.rescu.SynchronizedValueFactory;

/**
 * Kraken's private requests. Each carries a number larger than the one before; they go in turn, so that they arrive in order.
 */
final class KrakenCalls implements TradingCalls {
    private static final int TRADES_PER_PAGE = 50;
    /** What is listed beyond is asked for again from there. */
    private static final int MAX_PAGES = 8;

    private static final int TRADES_PER_QUERY = 20;
    /** Farther than this from the venue's clock ours never is while we trade. */
    private static final long MOST_SKEW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final Comparator<VenueTrade> OLDEST_FIRST =
            Comparator.comparingLong(VenueTrade::timeNanos).thenComparing(VenueTrade::id);
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);

    /**
     * Microseconds of the venue's time at the first request and what passed since, by a clock that nobody sets; or one more
     * than the last. A key is of no use until the venue's time is beyond the largest it was ever used with.
     */
    private static final class Nonce implements SynchronizedValueFactory<Long> {
        private final VenueClock clock;
        private long beginMicros;
        private long beginNanoTime;
        private long last;

        Nonce(VenueClock clock) {
            this.clock = clock;
        }

        @Override
        public synchronized Long createValue() {
            if (beginMicros == 0) {
                beginMicros = TimeUnit.MILLISECONDS.toMicros(clock.venueMillis());
                beginNanoTime = System.nanoTime();
            }
            long now = beginMicros + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - beginNanoTime);
            last = Math.max(last + 1, now);
            return last;
        }
    }

    private final KrakenRest rest;
    private final Secrets secrets;
    private final Nonce nonce;
    private final Supplier<KrakenNames> names;
    private final @Nullable KrakenDigest digest;
    /** When orders were placed by this process, UTC nanoseconds, by their references. */
    private final Map<String, Long> placed = Collections.synchronizedMap(KnownOrders.bounded());

    /** @param names known once the venue was described */
    KrakenCalls(ExchangeSpecification specification, Secrets secrets, VenueClock clock, Supplier<KrakenNames> names) {
        rest = InTurn.proxy(KrakenRest.class, proxy(specification));
        this.secrets = secrets;
        nonce = new Nonce(clock);
        this.names = names;
        digest = digest(secrets.secretKey());
    }

    private static @Nullable KrakenDigest digest(String secret) {
        try {
            return secret.isEmpty() ? null : KrakenDigest.createInstance(secret);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private KrakenDigest signature() {
        if (digest == null) {
            throw new KrakenRefusal("the secret is not Base64, as Kraken's are: check it");
        }
        return digest;
    }

    static KrakenRest proxy(ExchangeSpecification specification) {
        return ExchangeRestProxyBuilder.forInterface(KrakenRest.class, specification)
                .build();
    }

    private JsonNode ask(String method) throws IOException {
        return KrakenRefusal.result(rest.ask(method, secrets.apiKey(), signature(), nonce));
    }

    JsonNode feesOf(String pairs) throws IOException {
        return KrakenRefusal.result(rest.tradeVolume(pairs, secrets.apiKey(), signature(), nonce));
    }

    /** A token to follow our own orders with. */
    String socketToken() throws IOException {
        return BinanceJson.text(ask("GetWebSocketsToken"), "token");
    }

    /** What the key may do. */
    JsonNode keyInfo() throws IOException {
        return ask("GetApiKeyInfo");
    }

    @Override
    public String place(Session.Market market, PlaceOrder order, String clientId) throws IOException {
        placed.put(clientId, nonce.clock.nowNanos());
        JsonNode answer = KrakenRefusal.result(rest.addOrder(
                market.venueSymbol(),
                order.side == Side.BUY ? "buy" : "sell",
                "limit",
                market.units().price(order.priceTicks).toPlainString(),
                market.units().quantity(order.lots).toPlainString(),
                order.postOnly ? "post,fciq" : "fciq",
                clientId,
                secrets.apiKey(),
                signature(),
                nonce));
        return answer.path("txid").path(0).asText();
    }

    /** By the venue's id, or by ours, which may be that of an order long ended too: canceling that does nothing. */
    @Override
    public @Nullable VenueOrder cancel(Session.Market market, Ref order) throws IOException {
        String id = order.venueId() == null ? order.clientId() : order.venueId();
        JsonNode answer = KrakenRefusal.result(rest.cancelOrder(id, secrets.apiKey(), signature(), nonce));
        if (BinanceJson.id(answer, "count") == 0 && !answer.path("pending").asBoolean()) {
            throw new KrakenRefusal("EOrder:Unknown order");
        }
        return null;
    }

    /** One by one: Kraken's own cancel of all takes the other markets' orders too. */
    @Override
    public List<VenueOrder> cancelAll(Session.Market market) throws IOException {
        @Nullable KrakenRefusal refused = null;
        for (VenueOrder order : openOrders(market)) {
            try {
                KrakenRefusal.result(rest.cancelOrder(order.venueId(), secrets.apiKey(), signature(), nonce));
            } catch (KrakenRefusal refusal) {
                // It may have ended meanwhile; that the others are canceled comes first.
                refused = String.valueOf(refusal.getMessage()).contains("Unknown order") ? refused : refusal;
            }
        }
        if (refused != null) {
            throw refused;
        }
        return List.of();
    }

    /** By the venue's id where it is known, otherwise the newest order that has our reference and is young enough. */
    @Override
    public @Nullable VenueOrder order(Session.Market market, Ref order) throws IOException {
        if (order.venueId() != null) {
            return order(order.venueId());
        }
        List<VenueOrder> found = new ArrayList<>();
        long sinceNanos = placed.getOrDefault(order.clientId(), MOST_SKEW_NANOS) - MOST_SKEW_NANOS;
        add(openOrders(order.clientId()), sinceNanos, found);
        if (found.isEmpty()) {
            JsonNode closed = KrakenRefusal.result(
                    rest.closedOrders(false, order.clientId(), secrets.apiKey(), signature(), nonce));
            add(closed.path("closed"), sinceNanos, found);
        }
        return found.stream()
                .filter(each -> order.clientId().equals(each.clientId()))
                .filter(each -> market.venueSymbol().equals(each.venueSymbol()))
                .max(Comparator.comparingLong(VenueOrder::timeNanos))
                .orElse(null);
    }

    private @Nullable VenueOrder order(String venueId) throws IOException {
        JsonNode all;
        try {
            all = KrakenRefusal.result(rest.queryOrders(false, venueId, secrets.apiKey(), signature(), nonce));
        } catch (KrakenRefusal refusal) {
            String text = String.valueOf(refusal.getMessage());
            if (text.contains("Unknown order") || text.contains("Invalid order")) {
                return null;
            }
            throw refusal;
        }
        JsonNode order = all.path(venueId);
        return order.isObject() ? KrakenJson.order(venueId, order, names.get()) : null;
    }

    @Override
    public @Nullable String clientId(Session.Market market, String venueId) throws IOException {
        VenueOrder order = order(venueId);
        return order == null ? null : order.clientId();
    }

    private JsonNode openOrders(@Nullable String clientId) throws IOException {
        JsonNode open = KrakenRefusal.result(rest.openOrders(clientId, secrets.apiKey(), signature(), nonce));
        if (!open.path("open").isObject()) {
            throw new IllegalArgumentException("open orders that are no list");
        }
        return open.path("open");
    }

    private void add(JsonNode orders, long sinceNanos, List<VenueOrder> to) {
        for (Map.Entry<String, JsonNode> order : orders.properties()) {
            if (KrakenJson.nanos(order.getValue(), "opentm") >= sinceNanos) {
                to.add(KrakenJson.order(order.getKey(), order.getValue(), names.get()));
            }
        }
    }

    @Override
    public List<VenueOrder> openOrders(Session.Market market) throws IOException {
        List<VenueOrder> all = new ArrayList<>();
        add(openOrders((String) null), 0, all);
        all.removeIf(order -> !market.venueSymbol().equals(order.venueSymbol()));
        return all;
    }

    @Override
    public List<VenueTrade> tradesOf(Session.Market market, VenueOrder order) throws IOException {
        JsonNode detailed =
                KrakenRefusal.result(rest.queryOrders(true, order.venueId(), secrets.apiKey(), signature(), nonce));
        List<String> ids = new ArrayList<>();
        detailed.path(order.venueId()).path("trades").forEach(id -> ids.add(id.asText()));
        List<VenueTrade> all = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += TRADES_PER_QUERY) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + TRADES_PER_QUERY));
            JsonNode trades = KrakenRefusal.result(
                    rest.queryTrades(String.join(",", some), secrets.apiKey(), signature(), nonce));
            addTrades(trades, market, all);
        }
        return all;
    }

    private void addTrades(JsonNode trades, Session.Market market, List<VenueTrade> to) {
        trades.properties().forEach(trade -> {
            if (names.get().pair(BinanceJson.text(trade.getValue(), "pair")).equals(market.venueSymbol())) {
                to.add(KrakenJson.trade(trade.getKey(), trade.getValue(), market, names.get()));
            }
        });
    }

    /** Kraken lists the newest first, and those of all markets. A page would move as trades come: the end is fixed. */
    @Override
    public TradePage tradesFrom(Session.Market market, long fromNanos) throws IOException {
        // The start itself is left out.
        String start = seconds(Math.max(0, fromNanos - 1_000));
        JsonNode newest = history(start, null, 0);
        long count = BinanceJson.id(newest, "count");
        List<VenueTrade> all = new ArrayList<>();
        if (count <= TRADES_PER_PAGE) {
            addTrades(newest.path("trades"), market, all);
            all.sort(OLDEST_FIRST);
            return new TradePage(all, true, 0);
        }
        String end = seconds(latestNanos(newest) + 1_000_000);
        long untilNanos = 0;
        boolean complete = count <= (long) TRADES_PER_PAGE * MAX_PAGES;
        for (int page = 1; page <= MAX_PAGES && untilNanos < Long.MAX_VALUE; page++) {
            long offset = Math.max(0, count - (long) page * TRADES_PER_PAGE);
            JsonNode rows = history(start, end, Math.toIntExact(offset));
            addTrades(rows.path("trades"), market, all);
            untilNanos = offset == 0 ? Long.MAX_VALUE : latestNanos(rows);
        }
        all.sort(OLDEST_FIRST);
        return new TradePage(all, complete, untilNanos);
    }

    private static long latestNanos(JsonNode rows) {
        long latest = 0;
        for (JsonNode trade : rows.path("trades")) {
            latest = Math.max(latest, KrakenJson.nanos(trade, "time"));
        }
        return latest;
    }

    private JsonNode history(String start, @Nullable String end, int offset) throws IOException {
        return KrakenRefusal.result(rest.tradesHistory(start, end, offset, secrets.apiKey(), signature(), nonce));
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos).divide(NANOS_PER_SECOND).toPlainString();
    }

    @Override
    public List<Held> balances() throws IOException {
        List<Held> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> row : ask("BalanceEx").properties()) {
            String asset = names.get().asset(row.getKey());
            // Staked and earning amounts have names of their own, and are not traded with.
            if (asset != null) {
                BigDecimal balance = BinanceJson.amount(row.getValue(), "balance");
                BigDecimal held = row.getValue().has("hold_trade")
                        ? BinanceJson.amount(row.getValue(), "hold_trade")
                        : BigDecimal.ZERO;
                all.add(new Held(asset, balance.subtract(held), held));
            }
        }
        return all;
    }

    /** Of the whole account: the last market that refreshes it counts, and one that calls it off does so for all. */
    @Override
    public void refreshSwitch(Session.Market market, long countdownNanos) throws IOException {
        long seconds = (countdownNanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
        KrakenRefusal.result(rest.cancelAllOrdersAfter(seconds, secrets.apiKey(), signature(), nonce));
    }
}
