package dev.flowmaker.cli;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.risk.Verdict;
import dev.flowmaker.replay.CoreView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A decision in one line a quote. */
final class QuoteText {
    private QuoteText() {}

    static List<String> lines(Decision decision, Instrument instrument) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < decision.quotes(); i++) {
            lines.add(line(decision.quote(i), instrument));
        }
        return lines;
    }

    private static String line(QuoteLine quote, Instrument instrument) {
        String wanted = quote.priceTicks == Instrument.NO_PRICE
                ? "no price"
                : "wants " + instrument.priceText(quote.priceTicks) + " × " + instrument.quantityText(quote.lots);
        String working = quote.workingLots == 0
                ? ""
                : "  has " + instrument.priceText(quote.workingPriceTicks) + " × "
                        + instrument.quantityText(quote.workingLots);
        String checked = quote.verdict == Verdict.NOT_CHECKED || quote.verdict == Verdict.PASS
                ? ""
                : "  " + CoreView.words(quote.verdict) + " " + quote.observed + " against " + quote.limit;
        return String.format(
                Locale.ROOT,
                "%s %d  %-8s %-18s %s%s%s%s",
                name(quote.side),
                quote.level,
                CoreView.words(quote.action),
                CoreView.words(quote.reason),
                wanted,
                working,
                checked,
                quote.orderId == 0 ? "" : "  order " + quote.orderId);
    }

    static String name(Side side) {
        return side == Side.BUY ? "bid" : "ask";
    }
}
