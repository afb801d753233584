package dev.flowmaker.replay.explain;

import dev.flowmaker.Version;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.order.Order;
import dev.flowmaker.core.order.OrderTable;
import dev.flowmaker.core.risk.CheckListener;
import dev.flowmaker.core.risk.Verdict;
import dev.flowmaker.journal.FieldList;
import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.replay.Rewind;
import dev.flowmaker.replay.explain.Explanation.Check;
import dev.flowmaker.replay.explain.Explanation.Level;
import dev.flowmaker.replay.explain.Explanation.Life;
import dev.flowmaker.replay.explain.Explanation.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A decision made once more, from the nearest snapshot on: what the record does not hold, the book behind the touch and
 * the checks that passed, is heard while the engine decides. Can then go on, to follow an order's place in its queue.
 */
final class Retelling implements CheckListener {
    private static final int LEVELS = 5;
    private static final long MOST_RECORDS = 400_000;

    /** The checks of one order. */
    record Run(Side side, long priceTicks, long lots, List<Check> checks) {}

    private final JournalReader reader;
    private final Replayer replayer;
    private final long target;
    private final Map<String, String> recorded;
    private boolean listening;
    private List<Run> hearing = new ArrayList<>();
    private List<Run> runs = List.of();
    private List<Level> book = List.of();
    private String input = "";
    private boolean agrees;

    /**
     * @param decision the recorded one
     * @param settings how a session's first record becomes the engine's settings
     */
    Retelling(JournalReader reader, Decision decision, Function<SessionStarted, EngineSettings> settings) {
        this.reader = reader;
        this.target = decision.sequence;
        this.recorded = FieldList.of(decision);
        this.replayer = new Replayer(settings, Version.text(), this, this::onOutput).all();
        long cause = decision.causeSequence;
        FieldPrinter printer = FieldPrinter.text();
        Rewind.start(reader, cause - 1, replayer, printer::learn);
        while (reader.sequence() + 1 < cause && reader.advance()) {
            replayer.take(reader);
        }
        reader.advance();
        input = printer.line(reader.message());
        listening = true;
        replayer.take(reader);
        listening = false;
    }

    private void onOutput(Message output) {
        if (!listening || !(output instanceof Decision decision)) {
            return;
        }
        if (decision.sequence == target) {
            runs = hearing;
            agrees = FieldList.of(decision).equals(recorded);
            Engine engine = Objects.requireNonNull(replayer.engine());
            book = book(
                    engine.market(decision.market).book(),
                    engine.market(decision.market).orders());
        }
        hearing = new ArrayList<>();
    }

    @Override
    public void begins(Side side, long priceTicks, long lots) {
        if (listening) {
            hearing.add(new Run(side, priceTicks, lots, new ArrayList<>()));
        }
    }

    @Override
    public void checked(Verdict check, long observed, long limit, boolean passed) {
        if (listening) {
            hearing.get(hearing.size() - 1).checks.add(new Check(check, observed, limit, passed));
        }
    }

    private static List<Level> book(MarketBook book, OrderTable orders) {
        List<Level> levels = new ArrayList<>();
        for (int rank = 0; rank < LEVELS; rank++) {
            long bid = book.filteredTicks(Side.BUY, rank);
            long ask = book.filteredTicks(Side.SELL, rank);
            if (bid == Instrument.NO_PRICE && ask == Instrument.NO_PRICE) {
                break;
            }
            levels.add(new Level(
                    bid,
                    lots(book, Side.BUY, bid),
                    own(orders, Side.BUY, bid),
                    ask,
                    lots(book, Side.SELL, ask),
                    own(orders, Side.SELL, ask)));
        }
        return levels;
    }

    private static long lots(MarketBook book, Side side, long priceTicks) {
        return priceTicks == Instrument.NO_PRICE ? 0 : book.filteredLots(side, priceTicks);
    }

    private static long own(OrderTable orders, Side side, long priceTicks) {
        long own = 0;
        for (int i = 0; i < orders.openCount(); i++) {
            Order order = orders.open(i);
            own += order.side() == side && order.priceTicks() == priceTicks ? order.openLots() : 0;
        }
        return own;
    }

    /** The input that led to it, as text. */
    String input() {
        return input;
    }

    /** Whether this build decided the same, bit for bit. */
    boolean agrees() {
        return agrees;
    }

    /** The first levels without our orders. */
    List<Level> book() {
        return book;
    }

    /** Checks of the order of a side at a price and size; none when there were none. */
    List<Check> checks(Side side, long priceTicks, long lots) {
        return runs.stream()
                .filter(run -> run.side == side && run.priceTicks == priceTicks && run.lots == lots)
                .map(Run::checks)
                .findFirst()
                .orElse(List.of());
    }

    /** Goes on until the order is filled first or ends; null when it never came onto the book meanwhile. */
    @Nullable
    Queue follow(Life life, int market) {
        MarketBook book =
                Objects.requireNonNull(replayer.engine()).market(market).book();
        long until =
                life.fills().isEmpty() ? life.endNanos() : life.fills().get(0).timeNanos();
        long atAccept = -1;
        long ahead = 0;
        long traded = 0;
        for (long i = 0; i < MOST_RECORDS && reader.advance(); i++) {
            if (until != 0 && reader.timeNanos() > until) {
                break;
            }
            MessageKind kind = reader.kind();
            if (kind == MessageKind.SESSION_STARTED) {
                break;
            }
            replayer.take(reader);
            if (reader.market() != market) {
                continue;
            }
            if (kind == MessageKind.ORDER_ACCEPTED
                    && ((OrderAccepted) reader.message()).orderId == life.orderId()
                    && atAccept < 0) {
                atAccept = book.filteredLots(life.side(), life.priceTicks());
                ahead = atAccept;
            } else if (kind == MessageKind.TRADE && atAccept >= 0) {
                Trade trade = (Trade) reader.message();
                if (trade.priceTicks == life.priceTicks() && trade.aggressor != life.side()) {
                    traded += trade.lots;
                    ahead = Math.max(0, ahead - trade.lots);
                }
            } else if ((kind == MessageKind.BOOK_UPDATE || kind == MessageKind.TOUCH_UPDATE) && atAccept >= 0) {
                ahead = Math.min(ahead, book.filteredLots(life.side(), life.priceTicks()));
            }
        }
        return atAccept < 0 ? null : new Queue(atAccept, ahead, traded);
    }
}
