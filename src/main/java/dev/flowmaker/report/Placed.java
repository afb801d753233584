package dev.flowmaker.report;

import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.engine.SignalLine;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.core.risk.Verdict;
import dev.flowmaker.core.signal.SignalKind;
import java.util.ArrayList;
import java.util.List;

/** Why an order was placed, as its decision said: kept apart from the decision, which is reused. */
record Placed(
        long sequence,
        long timeNanos,
        int level,
        long priceTicks,
        long lots,
        Verdict verdict,
        long observed,
        long limit,
        Reason reason,
        long bidTicks,
        long bidLots,
        long askTicks,
        long askLots,
        double volatility,
        long inventoryQuanta,
        long fairMicroTicks,
        long markoutMicroTicks,
        List<Part> parts,
        List<Signal> signals) {
    /** One part of the price that is not 0. */
    record Part(PartKind kind, long microTicks) {}

    /** One signal's share in the part of alpha. */
    record Signal(SignalKind kind, int rank, double value, double weight, long microTicks, double confidence) {}

    static Placed of(Decision decision, QuoteLine quote) {
        List<Part> parts = new ArrayList<>();
        for (PartKind kind : PartKind.values()) {
            if (quote.parts.get(kind) != 0) {
                parts.add(new Part(kind, quote.parts.get(kind)));
            }
        }
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < decision.signals(); i++) {
            SignalLine line = decision.signal(i);
            signals.add(new Signal(line.kind, line.rank, line.value, line.weight, line.microTicks, line.confidence));
        }
        return new Placed(
                decision.sequence,
                decision.timeNanos,
                quote.level,
                quote.priceTicks,
                quote.lots,
                quote.verdict,
                quote.observed,
                quote.limit,
                quote.reason,
                decision.bidTicks,
                decision.bidLots,
                decision.askTicks,
                decision.askLots,
                decision.volatility,
                decision.inventoryQuanta,
                decision.fairMicroTicks,
                quote.side.sign() > 0 ? decision.buyMarkoutMicroTicks : decision.sellMarkoutMicroTicks,
                List.copyOf(parts),
                List.copyOf(signals));
    }

    /** The sum of the parts; the price, or something is broken. */
    boolean sums() {
        return parts.stream().mapToLong(Part::microTicks).sum() == priceTicks * 1_000_000;
    }
}
