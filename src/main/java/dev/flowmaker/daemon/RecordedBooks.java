package dev.flowmaker.daemon;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.OrderBook;
import java.util.ArrayList;
import java.util.List;

/** The books of a recording as they are, so that each file can begin with them, and what was recorded so far. */
final class RecordedBooks {
    private final List<Market> markets = new ArrayList<>();
    private long disconnects;

    private static final class Market {
        final String symbol;
        final OrderBook book = new OrderBook();
        long exchangeTimeNanos;
        long updateId;
        long books;
        long trades;
        long touches;
        long gaps;

        Market(String symbol) {
            this.symbol = symbol;
        }
    }

    RecordedBooks(List<String> symbols) {
        symbols.forEach(symbol -> markets.add(new Market(symbol)));
    }

    void onRecord(Message message) {
        if (message instanceof BookUpdate update) {
            onBook(markets.get(update.market), update);
        } else if (message instanceof Trade) {
            markets.get(message.market).trades++;
        } else if (message instanceof TouchUpdate) {
            markets.get(message.market).touches++;
        } else if (message instanceof ConnectionChanged change) {
            disconnects += change.channel == Channel.MARKET_DATA && !change.up ? 1 : 0;
        }
    }

    private static void onBook(Market market, BookUpdate update) {
        if (update.reset != ResetReason.NONE) {
            market.gaps += market.books == 0 ? 0 : 1;
            market.book.clear();
        }
        market.books++;
        market.exchangeTimeNanos = update.exchangeTimeNanos;
        market.updateId = update.updateId;
        for (int i = 0; i < update.levels.count(); i++) {
            market.book.set(update.levels.side(i), update.levels.priceTicks(i), update.levels.lots(i));
        }
    }

    /** Each market's whole book as an update of that time; none of a market that has had no book. */
    List<BookUpdate> whole(long receiveTimeNanos) {
        List<BookUpdate> updates = new ArrayList<>();
        for (int i = 0; i < markets.size(); i++) {
            Market market = markets.get(i);
            if (market.books > 0) {
                BookUpdate update = new BookUpdate();
                update.market = i;
                update.exchangeTimeNanos = market.exchangeTimeNanos;
                update.receiveTimeNanos = receiveTimeNanos;
                update.updateId = market.updateId;
                update.reset = ResetReason.SNAPSHOT;
                for (Side side : Side.values()) {
                    for (int rank = 0; rank < market.book.levels(side); rank++) {
                        update.levels.add(side, market.book.priceTicks(side, rank), market.book.lots(side, rank));
                    }
                }
                updates.add(update);
            }
        }
        return updates;
    }

    RecordingView view(long records, long dropped) {
        return new RecordingView(
                records,
                disconnects,
                dropped,
                markets.stream()
                        .map(market -> new RecordingView.Market(
                                market.symbol, market.books, market.trades, market.touches, market.gaps))
                        .toList());
    }

    void visitState(StateVisitor visitor) {
        visitor.begin("recording");
        markets.forEach(market -> market.book.visitState(visitor));
        visitor.end();
    }
}
