package dev.flowmaker.replay.whatif;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.MarketMaker;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.order.Order;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A market as others made it. */
final class OthersMarket {
    private final BookUpdate frame = new BookUpdate();
    private final TouchUpdate touch = new TouchUpdate();
    private final List<OwnPrice> ownPrices = new ArrayList<>();

    private record OwnPrice(Side side, long priceTicks) {}

    /** All of it now; null when there is no book. */
    @Nullable
    BookUpdate whole(MarketBook book, long nowNanos) {
        BookUpdate all = new BookUpdate();
        all.reset = ResetReason.SNAPSHOT;
        all.exchangeTimeNanos = nowNanos;
        all.receiveTimeNanos = nowNanos;
        for (Side side : Side.values()) {
            for (int rank = 0; ; rank++) {
                long price = book.filteredTicks(side, rank);
                if (price == Instrument.NO_PRICE) {
                    break;
                }
                all.levels.add(side, price, book.filteredLots(side, price));
            }
        }
        return all.levels.count() == 0 ? null : all;
    }

    /** A record of the market without our own orders; null when nothing is left of it. */
    @Nullable
    Message without(Message input, MarketMaker market) {
        if (input instanceof BookUpdate update) {
            return without(update, market);
        }
        if (input instanceof TouchUpdate update) {
            touch.updateId = update.updateId;
            touch.exchangeTimeNanos = update.exchangeTimeNanos;
            touch.receiveTimeNanos = update.receiveTimeNanos;
            touch.bidTicks = market.book().bidTicks();
            touch.bidLots = market.book().bidLots();
            touch.askTicks = market.book().askTicks();
            touch.askLots = market.book().askLots();
            boolean both = touch.bidTicks != Instrument.NO_PRICE && touch.askTicks != Instrument.NO_PRICE;
            return both ? touch : null;
        }
        return input;
    }

    private BookUpdate without(BookUpdate update, MarketMaker market) {
        frame.updateId = update.updateId;
        frame.exchangeTimeNanos = update.exchangeTimeNanos;
        frame.receiveTimeNanos = update.receiveTimeNanos;
        frame.reset = update.reset;
        frame.levels.clear();
        for (int i = 0; i < update.levels.count(); i++) {
            Side side = update.levels.side(i);
            long price = update.levels.priceTicks(i);
            frame.levels.add(side, price, market.book().filteredLots(side, price));
        }
        for (int i = 0; i < market.orders().openCount(); i++) {
            Order order = market.orders().open(i);
            OwnPrice own = new OwnPrice(order.side(), order.priceTicks());
            if (!ownPrices.contains(own)) {
                ownPrices.add(own);
            }
        }
        ownPrices.removeIf(own -> {
            long others = market.book().filteredLots(own.side, own.priceTicks);
            frame.levels.add(own.side, own.priceTicks, others);
            return others == market.book().raw().lotsAt(own.side, own.priceTicks);
        });
        return frame;
    }
}
