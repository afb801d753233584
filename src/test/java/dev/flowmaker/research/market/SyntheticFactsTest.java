package dev.flowmaker.research.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.synthetic.FlowSettings;
import dev.flowmaker.journal.MemoryJournal;
import org.junit.jupiter.api.Test;

/** Ten minutes of the synthetic market against what docs/synthetic-market.md says of the recorded one, widely. */
@SuppressWarnings("NullAway") // what is not there fails the test
class SyntheticFactsTest {
    private static final MarketFacts FACTS = facts(3);

    private static MarketFacts facts(long seed) {
        MemoryJournal journal = new MemoryJournal();
        MarketSource source = new MarketSource.Synthetic(FlowSettings.bitcoin(seed));
        SyntheticTape.record(source, SyntheticTape.bitcoin(), 600, journal);
        return MarketFacts.of(journal.read(), null, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static void between(double low, double high, Statistic statistic, int place) {
        double value = FACTS.value(statistic, place);
        assertTrue(value >= low && value <= high, FactsText.label(statistic, place) + " is " + value);
    }

    @Test
    void shouldHaveABookLikeTheRecordedOne() {
        between(0.9, 1, Statistic.SPREAD_SHARE, 0);
        between(1.1, 5, Statistic.SPREAD, 0);
        between(1.2, 4.5, Statistic.DEPTH, 0);
        between(0.07, 0.25, Statistic.DEPTH, 1);
        between(20, 60, Statistic.REACH, 0);
        between(200, 600, Statistic.REACH, 2);
        between(25, 120, Statistic.CHANGE_RATE, 0);
        between(0.7, 2.5, Statistic.ORDER_TAIL, 0);
    }

    @Test
    void shouldHaveTakersLikeTheRecordedOnes() {
        between(5, 18, Statistic.TAKER_RATE, 0);
        between(0.0015, 0.007, Statistic.TAKER_SIZE, 0);
        between(0.5, 1.8, Statistic.TAKER_TAIL, 0);
        between(2, 8, Statistic.FANO, 0);
        between(8, 70, Statistic.FANO, 2);
        between(0.15, 0.6, Statistic.COUNT_ACF, 0);
        between(0.25, 0.55, Statistic.SIGN_ACF, 0);
        between(0.03, 0.25, Statistic.SIGN_ACF, 4);
    }

    @Test
    void shouldMoveLikeTheRecordedOne() {
        between(25, 110, Statistic.OFI_SLOPE, 0);
        between(0.1, 0.7, Statistic.OFI_R2, 0);
        between(400, 1_100, Statistic.VOLATILITY, 0);
        between(400, 1_100, Statistic.VOLATILITY, 3);
        between(350, 1_300, Statistic.VOLATILITY, 6);
    }

    @Test
    void shouldCompareEachFigureWithBothCaptures() {
        MarketFacts other = facts(4);
        Comparison same = new Comparison(other, FACTS, FACTS);
        assertEquals(0, same.misses().size());
        assertEquals(
                same.figures(),
                same.table().lines().filter(line -> line.endsWith(" inside |")).count());
        assertEquals(
                new Comparison(FACTS, other, FACTS).misses().size(),
                new Comparison(FACTS, other, FACTS)
                        .table()
                        .lines()
                        .filter(line -> line.contains("outside"))
                        .count());
        assertTrue(same.plots().get("volatility").contains("xmlns"));
    }
}
