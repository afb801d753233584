package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.OrderBookUpdate;

/** XChange's own books, changed by XChange's own updates, against a map of levels. */
class MarketFeedTest {
    private static final int DEPTH = 10;
    private static final Instrument BITCOIN = instrument();

    private final RecordingInbox inbox = new RecordingInbox();
    private final MarketFeed feed = new MarketFeed(List.of(BITCOIN), DEPTH, inbox);

    static Instrument instrument() {
        Asset btc = new Asset("BTC", 8);
        Asset usdt = new Asset("USDT", 8);
        Decimal tick = new Decimal(1, 2);
        Decimal lot = new Decimal(1, 5);
        return new Instrument(
                0, "BTC/USDT", "BTCUSDT", btc, 0, usdt, 1, tick, lot, 1, 1_000_000, 1, 1_000_000_000, 0, 0, 0);
    }

    private static OrderBook book() {
        return new OrderBook(null, new ArrayList<>(), new ArrayList<>());
    }

    private static void change(OrderBook book, OrderType side, long ticks, long lots) {
        BigDecimal quantity = BigDecimal.valueOf(lots, 5);
        book.update(new OrderBookUpdate(
                side,
                quantity,
                CurrencyPair.BTC_USDT,
                BigDecimal.valueOf(ticks, 2),
                Date.from(Instant.EPOCH),
                quantity));
    }

    private BookUpdate last() {
        List<BookUpdate> all = inbox.all(BookUpdate.class);
        return all.get(all.size() - 1);
    }

    @Test
    void shouldTellOfEveryChangeInTheWindowAndOfNothingElse() {
        long seed = 7;
        Random random = new Random(seed);
        OrderBook book = book();
        TreeMap<Long, Long> bids = new TreeMap<>((a, b) -> Long.compare(b, a));
        TreeMap<Long, Long> asks = new TreeMap<>();
        TreeMap<Long, Long> shownBids = new TreeMap<>();
        TreeMap<Long, Long> shownAsks = new TreeMap<>();
        for (int frame = 1; frame <= 5_000; frame++) {
            for (int i = random.nextInt(6); i >= 0; i--) {
                boolean bid = random.nextBoolean();
                long ticks = bid ? 1000 - random.nextInt(30) : 1001 + random.nextInt(30);
                long lots = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(5);
                change(book, bid ? OrderType.BID : OrderType.ASK, ticks, lots);
                TreeMap<Long, Long> side = bid ? bids : asks;
                if (lots == 0) {
                    side.remove(ticks);
                } else {
                    side.put(ticks, lots);
                }
            }
            feed.onBook(0, book, book, frame * 1_000L, frame, frame * 1_000L + 1);
            BookUpdate update = last();
            String place = "seed " + seed + ", frame " + frame;
            assertEquals(frame == 1 ? ResetReason.SNAPSHOT : ResetReason.NONE, update.reset, place);
            assertEquals(frame, update.updateId, place);
            for (int i = 0; i < update.levels.count(); i++) {
                TreeMap<Long, Long> shown = update.levels.side(i) == Side.BUY ? shownBids : shownAsks;
                Long before = update.levels.lots(i) == 0
                        ? shown.remove(update.levels.priceTicks(i))
                        : shown.put(update.levels.priceTicks(i), update.levels.lots(i));
                assertEquals(false, Long.valueOf(update.levels.lots(i)).equals(before), place + ": no change");
            }
            assertEquals(top(bids), new TreeMap<>(shownBids), place);
            assertEquals(top(asks), new TreeMap<>(shownAsks), place);
        }
    }

    private static SortedMap<Long, Long> top(SortedMap<Long, Long> side) {
        SortedMap<Long, Long> top = new TreeMap<>();
        side.entrySet().stream().limit(DEPTH).forEach(level -> top.put(level.getKey(), level.getValue()));
        return top;
    }

    @Test
    void shouldMakeASilentResyncVisibleAndTellTheWholeBook() {
        OrderBook first = book();
        change(first, OrderType.BID, 1000, 5);
        change(first, OrderType.ASK, 1001, 6);
        feed.onBook(0, first, first, 1, 1, 1);
        OrderBook second = book();
        change(second, OrderType.BID, 1000, 5);
        change(second, OrderType.ASK, 1001, 6);

        feed.onBook(0, second, second, 2, 2, 2);

        assertEquals(ResetReason.RESYNC, last().reset);
        assertEquals(2, last().levels.count());
        feed.onBook(0, second, second, 3, 3, 3);
        assertEquals(ResetReason.NONE, last().reset);
        assertEquals(0, last().levels.count());
    }

    @Test
    void shouldTellTheWholeBookAfterAReconnectEvenWhenXChangeGoesOnWithTheSameOne() {
        OrderBook book = book();
        change(book, OrderType.BID, 1000, 5);
        feed.connected();
        feed.onBook(0, book, book, 1, 1, 1);
        assertEquals(ResetReason.SNAPSHOT, last().reset);

        feed.connected();
        feed.onBook(0, book, book, 2, 2, 2);

        assertEquals(ResetReason.RECONNECT, last().reset);
        assertEquals(1, last().levels.count());
    }

    @Test
    void shouldRefuseAPriceBetweenTheTicks() {
        OrderBook book = book();
        BigDecimal one = BigDecimal.ONE;
        book.update(new OrderBookUpdate(
                OrderType.BID, one, CurrencyPair.BTC_USDT, new BigDecimal("10.005"), Date.from(Instant.EPOCH), one));

        assertThrows(ArithmeticException.class, () -> feed.onBook(0, book, book, 1, 1, 1));
    }

    @Test
    void shouldTellTheBestPricesWithTheVenuesId() {
        feed.onBestPrices(
                0,
                new MarketWire.BestPrices(
                        42,
                        new BigDecimal("10.01"),
                        new BigDecimal("0.00002"),
                        new BigDecimal("0.00"),
                        BigDecimal.ZERO),
                7);
        TouchUpdate touch = inbox.all(TouchUpdate.class).get(0);
        assertEquals(42, touch.updateId);
        assertEquals(1001, touch.bidTicks);
        assertEquals(2, touch.bidLots);
        assertEquals(Instrument.NO_PRICE, touch.askTicks, "nobody offers");
        assertEquals(0, touch.askLots);
        assertEquals(0, touch.exchangeTimeNanos);
        assertEquals(7, touch.receiveTimeNanos);
    }

    @Test
    void shouldNameTheAggressorOfATrade() {
        for (boolean buyerIsMaker : new boolean[] {true, false}) {
            feed.onTrade(
                    0,
                    new org.knowm.xchange.dto.marketdata.Trade.Builder()
                            // What XChange makes of it is the side of the maker here, and not looked at.
                            .type(buyerIsMaker ? OrderType.BID : OrderType.ASK)
                            .price(new BigDecimal("10.01"))
                            .originalAmount(new BigDecimal("0.00002"))
                            .timestamp(Date.from(Instant.ofEpochMilli(5)))
                            .id("77")
                            .build(),
                    buyerIsMaker ? Side.SELL : Side.BUY,
                    9);
            List<Trade> trades = inbox.all(Trade.class);
            Trade trade = trades.get(trades.size() - 1);
            assertEquals(buyerIsMaker ? Side.SELL : Side.BUY, trade.aggressor);
            assertEquals(1001, trade.priceTicks);
            assertEquals(2, trade.lots);
            assertEquals(77, trade.tradeId);
            assertEquals(5_000_000, trade.exchangeTimeNanos);
            assertEquals(9, trade.receiveTimeNanos);
        }
    }
}
