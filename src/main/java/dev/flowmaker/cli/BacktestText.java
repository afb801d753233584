package dev.flowmaker.cli;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.replay.figures.MarketFigures;
import dev.flowmaker.replay.figures.Markout;
import dev.flowmaker.research.backtest.BacktestResult;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A backtest's result for people. */
final class BacktestText {
    private static final int MOST_REASONS = 8;

    private BacktestText() {}

    static void print(BacktestResult result, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s to %s in %.2f s: %,d records (%,.0f a second), fills by %s, ended with %s%n",
                Instant.ofEpochSecond(0, result.firstNanos()),
                Instant.ofEpochSecond(0, result.lastNanos()),
                result.seconds(),
                result.records(),
                result.records() / result.seconds(),
                result.fills().text(),
                result.reason());
        result.markets().forEach(market -> print(market, out));
    }

    private static void print(BacktestResult.Market market, PrintWriter out) {
        Instrument instrument = market.instrument();
        MarketFigures figures = market.figures();
        out.printf(Locale.ROOT, "%n%s%n", instrument.symbol());
        out.printf(
                Locale.ROOT,
                "  fills      %,d bought (%s), %,d sold (%s) %s; %,d as maker%s%n",
                figures.fills(Side.BUY),
                instrument.quantityText(figures.lots(Side.BUY)),
                figures.fills(Side.SELL),
                instrument.quantityText(figures.lots(Side.SELL)),
                instrument.base().code(),
                figures.makerFills(),
                market.unrecordedLots() == 0
                        ? ""
                        : "; " + instrument.quantityText(market.unrecordedLots())
                                + " because a price passed our order, beyond what the tape shows traded");
        for (Markout markout : figures.markouts()) {
            out.printf(
                    Locale.ROOT,
                    "  markout    %2d s %+.3f ticks, standard error %.3f, of %,d fills%n",
                    markout.seconds(),
                    markout.ticks(),
                    markout.standardError(),
                    markout.fills());
        }
        market.findings().forEach(finding -> out.printf("  TAPE       %s%n", finding));
        ProfitAndLoss profit = market.profit();
        out.printf(
                Locale.ROOT,
                "  P&L        %s %s = spread %s + inventory %s - fees %s%s%s%n",
                quote(instrument, profit.totalQuanta()),
                instrument.quote().code(),
                quote(instrument, profit.spreadQuanta()),
                quote(instrument, profit.inventoryQuanta()),
                quote(instrument, profit.feesQuanta()),
                instrument.isPerpetual() ? " + funding " + quote(instrument, profit.fundingQuanta()) : "",
                profit.identityHolds() ? "" : "; THE PARTS DO NOT SUM TO THE WHOLE");
        double perBase = Math.pow(10, -instrument.base().scale());
        out.printf(
                Locale.ROOT,
                "  inventory  mean %.6g, sd %.6g, from %.6g to %.6g, at the end %.6g %s%n",
                figures.meanInventory() * perBase,
                figures.inventoryDeviation() * perBase,
                figures.leastInventory() * perBase,
                figures.mostInventory() * perBase,
                figures.lastInventory() * perBase,
                instrument.base().code());
        out.printf(
                Locale.ROOT,
                "  uptime     bid %.1f %%, ask %.1f %%, both %.1f %% of %,.0f s%n",
                100 * figures.uptime(Side.BUY),
                100 * figures.uptime(Side.SELL),
                100 * figures.uptimeBoth(),
                figures.seconds());
        out.printf(
                Locale.ROOT,
                "  decisions  %,d; %s%n",
                figures.decisions(),
                figures.actions().entrySet().stream()
                        .map(action -> String.format(
                                Locale.ROOT,
                                "%s %,d",
                                action.getKey().name().toLowerCase(Locale.ROOT),
                                action.getValue()))
                        .collect(Collectors.joining(", ")));
        out.printf(
                Locale.ROOT,
                "  reasons    %s%n",
                figures.reasons().entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .limit(MOST_REASONS)
                        .map(reason -> String.format(Locale.ROOT, "%s %,d", reason.getKey(), reason.getValue()))
                        .collect(Collectors.joining(", ")));
        out.printf(
                Locale.ROOT,
                "  signals    moved the fair value in %.1f %% of decisions, by %.4f ticks in the mean%n",
                100 * figures.movedShare(),
                figures.meanShiftTicks());
        if (market.restarts() > 0) {
            out.printf(Locale.ROOT, "  tape       the book began anew %,d times%n", market.restarts());
        }
    }

    private static String quote(Instrument instrument, long quanta) {
        return Decimal.text(quanta, instrument.quote().scale());
    }
}
