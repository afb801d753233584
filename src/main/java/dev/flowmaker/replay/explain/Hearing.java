package dev.flowmaker.replay.explain;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.order.Order;
import dev.flowmaker.core.order.OrderTable;
import dev.flowmaker.core.risk.CheckListener;
import dev.flowmaker.core.risk.Verdict;
import dev.flowmaker.replay.explain.Explanation.Check;
import dev.flowmaker.replay.explain.Explanation.Level;
import java.util.ArrayList;
import java.util.List;

/** Listens to an engine while it decides. */
final class Hearing implements CheckListener {
    private static final int LEVELS = 5;

    /** The checks of one order. */
    record Run(Side side, long priceTicks, long lots, List<Check> checks) {
        /** Those of the order of a side at a price and size; none when there were none. */
        static List<Check> of(List<Run> runs, Side side, long priceTicks, long lots) {
            return runs.stream()
                    .filter(run -> run.side == side && run.priceTicks == priceTicks && run.lots == lots)
                    .map(Run::checks)
                    .findFirst()
                    .orElse(List.of());
        }
    }

    private boolean listening;
    private List<Run> runs = new ArrayList<>();

    void listen(boolean on) {
        listening = on;
    }

    boolean listening() {
        return listening;
    }

    /** What was heard since this was asked last: of one decision. */
    List<Run> take() {
        List<Run> heard = runs;
        runs = new ArrayList<>();
        return heard;
    }

    @Override
    public void begins(Side side, long priceTicks, long lots) {
        if (listening) {
            runs.add(new Run(side, priceTicks, lots, new ArrayList<>()));
        }
    }

    @Override
    public void checked(Verdict check, long observed, long limit, boolean passed) {
        if (listening) {
            runs.get(runs.size() - 1).checks.add(new Check(check, observed, limit, passed));
        }
    }

    /** The first levels of a market as they are now. */
    static List<Level> book(Engine engine, int market) {
        MarketBook book = engine.market(market).book();
        OrderTable orders = engine.market(market).orders();
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
}
