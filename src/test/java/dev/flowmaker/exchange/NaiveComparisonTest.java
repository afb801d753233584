package dev.flowmaker.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.synthetic.RandomStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random requests of three accounts, answered alike by the exchange and by {@link NaiveMarket}. */
class NaiveComparisonTest {
    private static final int REQUESTS = 3_000;
    private static final int ACCOUNTS = 3;
    private static final long MAX_LOTS = 30;
    private static final long MIN_NOTIONAL = 3_000;
    private static final long OPENING = 150_000;

    private final Recorder heard = new Recorder();
    private final Map<Reject, Integer> refusals = new EnumMap<>(Reject.class);
    private final Map<OrderStatus, Integer> endings = new EnumMap<>(OrderStatus.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldAnswerAsTheNaiveMarketDoes(long seed) {
        RandomStream random = new RandomStream(seed, 0);
        List<AccountSetup> accounts = new ArrayList<>();
        long[][] holdings = new long[ACCOUNTS][2];
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(new AccountSetup("account " + i, List.of(OPENING, OPENING)));
            holdings[i] = new long[] {OPENING, OPENING};
        }
        NaiveMarket naive = new NaiveMarket(holdings, MIN_NOTIONAL, MAX_LOTS);
        Exchange exchange = new Exchange(
                Fixtures.settings(
                        Fixtures.instrument(MAX_LOTS, MIN_NOTIONAL),
                        new MarketSource.ClientsOnly(),
                        accounts.toArray(AccountSetup[]::new)),
                heard);
        for (int i = 0; i < REQUESTS; i++) {
            String where = "seed " + seed + ", request " + i;
            int account = random.nextInt(ACCOUNTS);
            if (random.nextInt(100) < 25) {
                cancelSome(exchange, naive, account, random, i);
            } else {
                place(exchange, naive, account, draw(random), i, where);
            }
            compare(exchange, naive, where);
        }
        assertTrue(refusals.keySet().size() >= 6, "seed " + seed + " reached only " + refusals);
        assertTrue(endings.keySet().size() >= 4 && heard.trades.size() > 300, "seed " + seed + ": " + endings);
    }

    private static NewOrder draw(RandomStream random) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        OrderType type = OrderType.values()[random.nextInt(3)];
        TimeInForce tif = type == OrderType.LIMIT ? TimeInForce.values()[random.nextInt(3)] : TimeInForce.GTC;
        long price = 100L - side.sign() * (random.nextInt(12) - 4L);
        long lots = 1L + random.nextInt(random.nextInt(10) == 0 ? 40 : 15);
        boolean byQuote = type == OrderType.MARKET && random.nextBoolean();
        return new NewOrder(
                0,
                "c" + random.nextInt(40),
                side,
                type,
                tif,
                type == OrderType.MARKET ? 0 : price,
                byQuote ? 0 : lots,
                byQuote ? lots * 1_007 : 0,
                SelfTradePrevention.values()[random.nextInt(4)]);
    }

    private void place(Exchange exchange, NaiveMarket naive, int account, NewOrder order, int request, String where) {
        Reject expected = naive.check(account, order);
        assertEquals(expected, exchange.check(account, order), where);
        PlaceResult result = exchange.place(account, order, Fixtures.START_NANOS + request);
        assertEquals(expected, result.reject(), where);
        if (expected != null) {
            refusals.merge(expected, 1, Integer::sum);
            return;
        }
        NaiveMarket.Resting placed = naive.place(account, order);
        OrderInfo info = Objects.requireNonNull(result.order());
        endings.merge(info.status(), 1, Integer::sum);
        assertEquals(placed.number, info.venueOrderId(), where);
        assertEquals(placed.status, info.status(), where);
        assertEquals(placed.left, info.remainingLots(), where);
        assertEquals(placed.value, info.executedQuoteQuanta(), where);
    }

    private static void cancelSome(
            Exchange exchange, NaiveMarket naive, int account, RandomStream random, int request) {
        List<OrderInfo> open = exchange.openOrders(account, 0);
        if (!open.isEmpty()) {
            OrderInfo order = open.get(random.nextInt(open.size()));
            exchange.cancel(account, 0, OrderRef.clientId(order.clientId()), Fixtures.START_NANOS + request);
            naive.book.removeIf(resting -> resting.number == order.venueOrderId());
        }
    }

    private void compare(Exchange exchange, NaiveMarket naive, String where) {
        for (int asset = 0; asset < 2; asset++) {
            for (int account = 0; account < ACCOUNTS; account++) {
                BalanceInfo balance = exchange.balances(account).get(asset);
                long locked = naive.locked(account, asset);
                assertEquals(new BalanceInfo(asset, naive.holdings[account][asset] - locked, locked), balance, where);
                assertTrue(balance.freeQuanta() >= 0, where);
            }
            assertEquals(naive.fees[asset], exchange.feesTaken(asset), where);
            assertEquals(ACCOUNTS * OPENING, exchange.totalQuanta(asset), where);
        }
        List<NaiveMarket.Deal> deals = heard.trades.stream()
                .map(t -> t.buyerIsMaker()
                        ? new NaiveMarket.Deal(
                                (int) t.buyerVenueOrderId(), (int) t.sellerVenueOrderId(), t.priceTicks(), t.lots())
                        : new NaiveMarket.Deal(
                                (int) t.sellerVenueOrderId(), (int) t.buyerVenueOrderId(), t.priceTicks(), t.lots()))
                .toList();
        assertEquals(naive.deals, deals, where);
        Map<Long, Long> rebuilt = new TreeMap<>();
        for (Side side : Side.values()) {
            TreeMap<Long, Long> expected = new TreeMap<>();
            naive.book.stream()
                    .filter(order -> order.request.side() == side)
                    .forEach(order -> expected.merge(order.request.priceTicks(), order.left, Long::sum));
            assertEquals(expected, displayed(exchange.depth(0), side), where);
            rebuilt.putAll(expected);
        }
        assertEquals(rebuilt, fromLevelEvents(), where);
        assertEquals(exchange.lastUpdateId(0), heard.levels.size(), where);
    }

    private static Map<Long, Long> displayed(Depth depth, Side side) {
        TreeMap<Long, Long> levels = new TreeMap<>();
        for (int rank = 0; rank < depth.levels(side); rank++) {
            levels.put(depth.priceTicks(side, rank), depth.lots(side, rank));
        }
        return levels;
    }

    private final Map<Long, Long> followed = new TreeMap<>();
    private int followedEvents;

    /** The book as somebody sees it who only hears of changes; the sides never share a price between requests. */
    private Map<Long, Long> fromLevelEvents() {
        for (; followedEvents < heard.levels.size(); followedEvents++) {
            Recorder.LevelChange change = heard.levels.get(followedEvents);
            assertEquals(followedEvents + 1, change.updateId());
            if (change.lots() == 0) {
                followed.remove(change.priceTicks());
            } else {
                followed.put(change.priceTicks(), change.lots());
            }
        }
        return followed;
    }
}
