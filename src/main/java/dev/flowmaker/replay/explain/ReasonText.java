package dev.flowmaker.replay.explain;

import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.risk.Verdict;
import dev.flowmaker.replay.Ticks;
import java.math.BigDecimal;

/** The reason of one quote's action as a sentence, with the numbers that it was decided by. */
final class ReasonText {
    private final MarketSettings settings;
    private final Instrument instrument;

    ReasonText(MarketSettings settings) {
        this.settings = settings;
        this.instrument = settings.instrument();
    }

    /** @param ageNanos of the order that was there; negative when it is not known */
    String of(QuoteLine line, long ageNanos) {
        return switch (line.reason) {
            case NEW_QUOTE -> "the slot was free and the price passed every check";
            case SAME_TICK -> "the wanted price is the one the order has";
            case WITHIN_THRESHOLD ->
                moved(line) + ", nearer than order.requote-threshold of " + threshold()
                        + ": the place in the queue is worth more";
            case BELOW_MIN_AGE ->
                moved(line) + ", but the order" + aged(ageNanos) + " is younger than order.min-age of "
                        + seconds(settings.order().minAgeNanos());
            case AWAITING_ACK -> "the venue has not answered the placement yet";
            case AWAITING_CANCEL -> "the venue has not answered the cancel yet";
            case OUTCOME_UNKNOWN ->
                "what became of the order is not known: the venue is being asked, and its slot waits";
            case REPRICE -> moved(line) + ", order.requote-threshold is " + threshold();
            case RESIZE ->
                "the open size of " + instrument.quantityText(line.workingLots) + " is above the wanted "
                        + instrument.quantityText(line.lots) + " by more than order.resize-threshold";
            case MAX_AGE ->
                "the order" + aged(ageNanos) + " has reached order.max-age of "
                        + seconds(settings.order().maxAgeNanos());
            case PAUSE_AFTER_FILL ->
                "this side was filled less than quote.pause-after-fill of "
                        + seconds(settings.quote().pauseAfterFillNanos()) + " before";
            case EMPTY_BOOK -> "the book has no bid or no ask but ours";
            case STALE_BOOK ->
                "no book frame came for longer than book.stale-after of "
                        + seconds(settings.book().staleAfterNanos());
            case CROSSED_BOOK -> "the book is crossed: its best bid is above its best ask";
            case LOCKED_BOOK -> "the book is locked: its best bid is its best ask";
            case WARMING_UP ->
                "the book is new: book.warmup-frames of " + settings.book().warmupFrames() + " have not come yet";
            case NOT_CONNECTED -> "a connection to the venue is down";
            case NOT_RECONCILED -> "the venue's open orders, trades and balances are not known yet";
            case HALTED -> "an operator has halted quoting";
            case STOPPING -> "the session is stopping";
            case RISK -> "the check of " + numbers(line);
            case NO_SIZE ->
                "the wanted size of " + instrument.quantityText(line.lots) + " is below the venue's smallest, "
                        + instrument.quantityText(instrument.minLots());
            case PRICE_LIMIT -> "the operator's lowest or highest price leaves no price";
            case RATE_LIMITED -> "the venue asked us to wait";
            case PAUSE_AFTER_REJECT ->
                "the venue refused an order or a cancel of this slot less than order.pause-after-reject of "
                        + seconds(settings.order().pauseAfterRejectNanos()) + " before";
            case NO_VOLATILITY -> "the quote model needs a volatility, and none is measured or configured";
            case NO_INTENSITY -> "the quote model needs a fill intensity, and none is measured or configured";
            case EDGE_GONE ->
                "at its price the order would keep " + Ticks.text(line.observed)
                        + " ticks after fee and expected markout, below 0";
            case INVENTORY_LIMIT -> "inventory is at the quote model's own limit: this side would add to it";
            case BREAKER -> numbers(line);
            case FLATTEN -> "an operator wants the position closed, or the market ends";
            case MARKET_HALTED -> "the market does not trade, or no book came since it does again";
            case MAINTENANCE -> "the venue is under maintenance, or no book came since it was";
            case RULES_CHANGED -> "the market's rules are not those of the session any more";
            case DELISTED -> "the market ends, or has ended";
        };
    }

    private String numbers(QuoteLine line) {
        if (line.verdict == Verdict.NOT_CHECKED || line.verdict == Verdict.PASS) {
            return CheckText.name(line.verdict);
        }
        return CheckText.name(line.verdict) + " saw "
                + CheckText.value(line.verdict, line.observed, line.side, instrument) + ", "
                + CheckText.relation(line.verdict, line.limit, line.side, instrument) + " "
                + CheckText.value(line.verdict, line.limit, line.side, instrument) + " is allowed";
    }

    private static String moved(QuoteLine line) {
        long ticks = Math.abs(line.priceTicks - line.workingPriceTicks);
        return "the wanted price is " + ticks + (ticks == 1 ? " tick" : " ticks") + " from the order's";
    }

    private String threshold() {
        return BigDecimal.valueOf(settings.order().requoteMicroTicks())
                        .divide(BigDecimal.valueOf(PriceParts.MICRO))
                        .stripTrailingZeros()
                        .toPlainString()
                + " ticks";
    }

    private static String aged(long ageNanos) {
        return ageNanos < 0 ? "" : ", " + seconds(ageNanos) + " old,";
    }

    static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + " s";
    }
}
