package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.MarkPrice;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.Inbox;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.dto.marketdata.OrderBook;

/**
 * Turns XChange's books, best prices and trades into events. XChange emits one shared book that it goes on changing, so everything is
 * copied on the thread that delivers it. It re-syncs a book without a word: only the object is another one, and that is
 * made an event here.
 */
final class MarketFeed {
    private final Inbox inbox;
    private final Market[] markets;

    MarketFeed(List<Instrument> instruments, int depth, Inbox inbox) {
        this.inbox = inbox;
        markets = instruments.stream()
                .map(instrument -> new Market(instrument, depth))
                .toArray(Market[]::new);
    }

    /** The next book of every market is the whole of it. Called at each new connection, before its first message. */
    void connected() {
        for (Market market : markets) {
            synchronized (market) {
                market.nextReset = market.source == null ? ResetReason.SNAPSHOT : ResetReason.RECONNECT;
            }
        }
    }

    /** Another connection tells from here on; the next book of every market is the whole of it. */
    void replaced() {
        for (Market market : markets) {
            synchronized (market) {
                market.nextReset = market.source == null ? ResetReason.SNAPSHOT : ResetReason.REPLACED;
            }
        }
    }

    /**
     * The book of a market as XChange has it after one frame.
     *
     * @param lineage the same object while each book follows from the one before
     * @param exchangeTimeNanos the frame's time by the venue, or 0
     * @param updateId the venue's id of the last change in it, or 0
     */
    void onBook(
            int marketIndex,
            OrderBook book,
            Object lineage,
            long exchangeTimeNanos,
            long updateId,
            long receiveTimeNanos) {
        Market market = markets[marketIndex];
        synchronized (market) {
            BookWindow next = market.spare;
            next.copy(book, market.units);
            ResetReason reset = market.nextReset;
            // What the inbox had no room for is missing there: as good as a gap.
            if (reset == ResetReason.NONE && (!market.isSource(lineage) || inbox.wantsWholeBook(marketIndex))) {
                reset = ResetReason.RESYNC;
            }
            if (reset != ResetReason.NONE) {
                market.shown.clear();
            }
            BookUpdate update = market.update;
            update.exchangeTimeNanos = exchangeTimeNanos;
            update.receiveTimeNanos = receiveTimeNanos;
            update.updateId = updateId;
            update.reset = reset;
            update.levels.clear();
            next.changesSince(market.shown, update.levels);
            market.spare = market.shown;
            market.shown = next;
            market.source = lineage;
            market.nextReset = ResetReason.NONE;
            inbox.offer(update);
        }
    }

    /** The best prices after a change; Binance gives them no time. */
    void onBestPrices(int marketIndex, MarketWire.BestPrices best, long receiveTimeNanos) {
        Market market = markets[marketIndex];
        synchronized (market) {
            TouchUpdate event = market.touch;
            event.receiveTimeNanos = receiveTimeNanos;
            if (best.updateId() <= 0) {
                throw new ArithmeticException("best prices without an id");
            }
            event.updateId = best.updateId();
            event.bidTicks = ticks(market, best.bid());
            event.bidLots = market.units.lots(best.bidQuantity());
            event.askTicks = ticks(market, best.ask());
            event.askLots = market.units.lots(best.askQuantity());
            requirePositive(event.bidTicks, event.bidLots);
            requirePositive(event.askTicks, event.askLots);
            inbox.offer(event);
        }
    }

    /** Nothing or something, on an empty side nothing. */
    private static void requirePositive(long ticks, long lots) {
        boolean empty = ticks == Instrument.NO_PRICE;
        if (empty ? lots != 0 : ticks <= 0 || lots <= 0) {
            throw new ArithmeticException(lots + " lots at " + ticks + " ticks");
        }
    }

    private static long ticks(Market market, BigDecimal price) {
        return price.signum() == 0 ? Instrument.NO_PRICE : market.units.ticks(price);
    }

    /** A public trade. Its side in XChange is the maker's or the taker's, as the venue has it: not looked at. */
    void onTrade(int marketIndex, org.knowm.xchange.dto.marketdata.Trade trade, Side aggressor, long receiveTimeNanos) {
        Market market = markets[marketIndex];
        synchronized (market) {
            Trade event = market.trade;
            event.exchangeTimeNanos = TimeUnit.MILLISECONDS.toNanos(
                    trade.getTimestamp().toInstant().toEpochMilli());
            event.receiveTimeNanos = receiveTimeNanos;
            event.tradeId = trade.getId() == null ? 0 : TradeIds.number(trade.getId());
            event.priceTicks = market.units.ticks(trade.getPrice());
            event.lots = market.units.lots(trade.getOriginalAmount());
            if (event.priceTicks <= 0 || event.lots <= 0) {
                throw new ArithmeticException("a trade of " + event.lots + " lots at " + event.priceTicks + " ticks");
            }
            event.aggressor = aggressor;
            inbox.offer(event);
        }
    }

    /** A perpetual's mark, and the funding that comes next. */
    void onMark(int marketIndex, MarketWire.Mark mark, long receiveTimeNanos) {
        Market market = markets[marketIndex];
        synchronized (market) {
            MarkPrice event = market.mark;
            event.exchangeTimeNanos = mark.exchangeTimeNanos();
            event.receiveTimeNanos = receiveTimeNanos;
            event.mark2Ticks = market.units.halfTicks(mark.mark());
            event.index2Ticks = mark.index() == null ? Instrument.NO_PRICE : market.units.halfTicks(mark.index());
            event.ratePpb = mark.fundingRate() == null ? 0 : Units.ppb(mark.fundingRate());
            event.fundingTimeNanos = mark.fundingTimeNanos();
            if (event.mark2Ticks <= 0) {
                throw new ArithmeticException("a mark of " + event.mark2Ticks + " half ticks");
            }
            inbox.offer(event);
        }
    }

    private static final class Market {
        final Units units;
        final BookUpdate update = new BookUpdate();
        final TouchUpdate touch = new TouchUpdate();
        final Trade trade = new Trade();
        final MarkPrice mark = new MarkPrice();
        /** What the inbox was told last, and room for what it is told next. */
        BookWindow shown;

        BookWindow spare;
        /** The lineage of the last book. */
        @Nullable
        Object source;

        ResetReason nextReset = ResetReason.SNAPSHOT;

        Market(Instrument instrument, int depth) {
            units = new Units(instrument);
            update.market = instrument.market();
            touch.market = instrument.market();
            trade.market = instrument.market();
            mark.market = instrument.market();
            shown = new BookWindow(depth);
            spare = new BookWindow(depth);
        }

        @SuppressWarnings("ReferenceEquality") // another object with the same levels is still a re-sync
        boolean isSource(Object lineage) {
            return source == lineage;
        }
    }
}
