package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;
import java.util.ArrayList;
import java.util.List;

/** Keeps all that an exchange tells, in order. */
public class Recorder implements ExchangeListener {
    /** A change of the displayed book. */
    public record LevelChange(int market, long timeNanos, long updateId, Side side, long priceTicks, long lots) {}

    /** A balance told. */
    public record BalanceChange(int account, long timeNanos, int asset, long free, long locked) {}

    /** A frame told. */
    public record Frame(int market, long timeNanos) {}

    public final List<Object> all = new ArrayList<>();
    public final List<TradeInfo> trades = new ArrayList<>();
    public final List<ExecutionReport> reports = new ArrayList<>();
    public final List<LevelChange> levels = new ArrayList<>();
    public final List<BalanceChange> balances = new ArrayList<>();
    public final List<Frame> frames = new ArrayList<>();

    @Override
    public void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {
        keep(levels, new LevelChange(market, timeNanos, updateId, side, priceTicks, displayedLots));
    }

    @Override
    public void onTrade(
            int market,
            long timeNanos,
            long tradeId,
            long priceTicks,
            long lots,
            boolean buyerIsMaker,
            long buyerVenueOrderId,
            long sellerVenueOrderId) {
        keep(
                trades,
                new TradeInfo(
                        market,
                        timeNanos,
                        tradeId,
                        priceTicks,
                        lots,
                        buyerIsMaker,
                        buyerVenueOrderId,
                        sellerVenueOrderId));
    }

    @Override
    public void onExecution(ExecutionReport report) {
        keep(reports, report);
    }

    @Override
    public void onBalance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {
        keep(balances, new BalanceChange(account, timeNanos, asset, freeQuanta, lockedQuanta));
    }

    @Override
    public void onFrame(int market, long timeNanos) {
        keep(frames, new Frame(market, timeNanos));
    }

    private <T> void keep(List<T> list, T value) {
        list.add(value);
        all.add(value);
    }
}
