package dev.flowmaker.research.backtest;

import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.tape.TapeFindings;
import dev.flowmaker.replay.figures.MarketFigures;
import java.util.List;

/**
 * How a backtest went.
 *
 * @param seconds it took
 * @param reason how the session ended
 */
public record BacktestResult(
        FillModel fills,
        List<Market> markets,
        long firstNanos,
        long lastNanos,
        long records,
        double seconds,
        StopReason reason) {
    /**
     * One market.
     *
     * @param unrecordedLots filled because a price passed our order, beyond what the tape shows traded
     * @param restarts how often the book began anew after the first time
     * @param findings what is wrong with its tapes
     */
    public record Market(
            Instrument instrument,
            MarketFigures figures,
            ProfitAndLoss profit,
            long unrecordedLots,
            long restarts,
            List<TapeFindings.Finding> findings) {}
}
