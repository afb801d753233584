package dev.flowmaker.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.Markets;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions in perpetuals: ledger, entry, and profit and loss by parts. */
class PerpetualTest {
    private static Fill fill(Side side, long priceTicks, long lots, long feeQuanta) {
        Fill fill = new Fill();
        fill.side = side;
        fill.priceTicks = priceTicks;
        fill.lots = lots;
        fill.feeAsset = Markets.QUOTE;
        fill.feeQuanta = feeQuanta;
        return fill;
    }

    private static Balance balance(int asset, long quanta, long costQuanta) {
        Balance balance = new Balance();
        balance.asset = asset;
        balance.freeQuanta = quanta;
        balance.costQuanta = costQuanta;
        return balance;
    }

    private static Ledger ledger(Instrument instrument, long walletQuanta) {
        Ledger ledger = new Ledger(3);
        ledger.know(instrument);
        ledger.onBalance(balance(Markets.QUOTE, walletQuanta, 0));
        ledger.onBalance(balance(Markets.BASE, 0, 0));
        return ledger;
    }

    @Test
    void shouldPayOffAnInverseContractInCoins() {
        Instrument inverse = Markets.inverse();
        ProfitAndLoss profit = new ProfitAndLoss(inverse, 3);
        // 1,000 contracts from 10,000 to 12,500 USD: 1000·(1/10000 − 1/12500) = 0.02 BTC.
        profit.onFill(fill(Side.BUY, 20_000, 10, 0), 2 * 20_000);
        profit.onMid(2 * 25_000);
        assertEquals(2_000_000, profit.totalQuanta());
        profit.onFill(fill(Side.SELL, 25_000, 10, 0), 2 * 25_000);
        assertEquals(2_000_000, profit.cashQuanta());
        assertEquals(0, profit.baseQuanta());
        assertEquals(0, profit.spreadQuanta());
        assertEquals(2_000_000, profit.inventoryQuanta());
        profit.onFunding(-777);
        assertEquals(2_000_000 - 777, profit.totalQuanta());
        assertEquals(-777, profit.fundingQuanta());
        assertTrue(profit.identityHolds());
    }

    @Test
    void shouldRealiseWhatATradeClosed() {
        Instrument linear = Markets.linear();
        Ledger ledger = ledger(linear, 0);
        // 1 BTC at 60,000, then another at 61,000; one closed at 62,000 realises 1,500 from the average of 60,500.
        ledger.onFill(fill(Side.BUY, 600_000, 1000, 0), linear);
        ledger.onFill(fill(Side.BUY, 610_000, 1000, 0), linear);
        assertEquals(121_000 * 100_000_000L, ledger.costQuanta(Markets.BASE));
        assertEquals(0, ledger.walletQuanta(Markets.QUOTE));
        ledger.onFill(fill(Side.SELL, 620_000, 1000, 0), linear);
        assertEquals(60_500 * 100_000_000L, ledger.costQuanta(Markets.BASE));
        assertEquals(1_500 * 100_000_000L, ledger.walletQuanta(Markets.QUOTE));
        // Turned round at 60,000: 500 lost on what was held, and 2 BTC short that brought 120,000.
        ledger.onFill(fill(Side.SELL, 600_000, 3000, 0), linear);
        assertEquals(1_000 * 100_000_000L, ledger.walletQuanta(Markets.QUOTE));
        assertEquals(-120_000 * 100_000_000L, ledger.costQuanta(Markets.BASE));
        assertEquals(-2000, ledger.expectedQuanta(Markets.BASE));
    }

    /** In whatever order trades are told: the same cash, and at the end of the position the same wallet. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldComeToTheSameInAnyOrder(boolean isInverse) {
        Instrument instrument = isInverse ? Markets.inverse() : Markets.linear();
        for (long seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Fill> fills = new ArrayList<>();
            long lots = 0;
            for (int i = 0; i < 20; i++) {
                Fill next = fill(
                        random.nextBoolean() ? Side.BUY : Side.SELL,
                        100_000 + random.nextLong(30_000),
                        1 + random.nextLong(50),
                        random.nextLong(-100, 100));
                lots += next.side.sign() * next.lots;
                fills.add(next);
            }
            if (lots != 0) {
                fills.add(fill(lots > 0 ? Side.SELL : Side.BUY, 110_001, Math.abs(lots), 0));
            }
            Ledger first = ledger(instrument, 1_000_000);
            fills.forEach(each -> first.onFill(each, instrument));
            Ledger second = ledger(instrument, 1_000_000);
            for (int i = fills.size() - 1; i >= 0; i--) {
                second.onFill(fills.get(i), instrument);
                long ours = second.walletQuanta(Markets.QUOTE) - second.costQuanta(Markets.BASE);
                assertEquals(second.expectedQuanta(Markets.QUOTE), ours);
            }
            assertEquals(0, first.costQuanta(Markets.BASE), "seed " + seed);
            assertEquals(first.walletQuanta(Markets.QUOTE), second.walletQuanta(Markets.QUOTE), "seed " + seed);
        }
    }

    @Test
    void shouldAgreeWithAVenueThatHasAnotherEntryPrice() {
        Instrument linear = Markets.linear();
        Ledger ledger = ledger(linear, 1_000);
        ledger.onFill(fill(Side.BUY, 600_000, 3, 0), linear);
        ledger.onFill(fill(Side.SELL, 600_100, 1, 0), linear);
        // The venue closed what came first and realised 100 more, which its cost has more, too.
        long wallet = ledger.walletQuanta(Markets.QUOTE);
        long cost = ledger.costQuanta(Markets.BASE);
        ledger.onBalance(balance(Markets.QUOTE, wallet + 100, 0));
        ledger.onBalance(balance(Markets.BASE, 2, cost + 100));
        assertEquals(0, ledger.differenceQuanta(Markets.QUOTE));
        assertEquals(0, ledger.differenceQuanta(Markets.BASE));
        ledger.onBalance(balance(Markets.QUOTE, wallet + 101, 0));
        assertEquals(1, ledger.differenceQuanta(Markets.QUOTE));
        Ledger copy = ledger(linear, 0);
        StateTape.copy(ledger::visitState, copy::visitState);
        assertEquals(1, copy.differenceQuanta(Markets.QUOTE));
    }

    /** Against exact rationals of its own, with rounding by the written rule and nowhere else. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSumToTheWholeToTheLastQuantum(boolean isInverse) {
        Instrument instrument = isInverse ? Markets.inverse() : Markets.linear();
        for (long seed = 1; seed <= 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ProfitAndLoss profit = new ProfitAndLoss(instrument, 3);
            ProfitAndLoss other = new ProfitAndLoss(instrument, 3);
            long cash = 0;
            long lots = 0;
            long spread = 0;
            long inventory = 0;
            long fees = 0;
            long funding = 0;
            long mid2 = 240_001;
            profit.onMid(mid2);
            other.onMid(mid2);
            for (int i = 0; i < 400; i++) {
                long before = mark(isInverse, lots, mid2);
                long moved = Math.max(2, mid2 + random.nextLong(-500, 501));
                inventory += mark(isInverse, lots, moved) - before;
                mid2 = moved;
                profit.onMid(mid2);
                other.onMid(mid2);
                if (random.nextInt(20) == 0) {
                    long paid = random.nextLong(-5000, 5000);
                    funding += paid;
                    profit.onFunding(paid);
                    other.onFunding(-paid);
                    continue;
                }
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                long price = Math.max(1, mid2 / 2 + random.nextLong(-30, 31));
                long traded = 1 + random.nextLong(40);
                long fee = random.nextLong(-20, 50);
                profit.onFill(fill(side, price, traded, fee), mid2);
                other.onFill(fill(side.opposite(), price, traded, 0), mid2);
                long flow = side.sign() * mark(isInverse, traded, 2 * price);
                long held = mark(isInverse, lots, mid2);
                lots += side.sign() * traded;
                spread += mark(isInverse, lots, mid2) - held - flow;
                cash -= flow + fee;
                fees += fee;
                assertTrue(profit.identityHolds(), "seed " + seed);
            }
            assertEquals(spread, profit.spreadQuanta());
            assertEquals(inventory, profit.inventoryQuanta());
            assertEquals(fees, profit.feesQuanta());
            assertEquals(funding, profit.fundingQuanta());
            assertEquals(cash + funding + mark(isInverse, lots, mid2), profit.equityChangeQuanta());
            // What one side gained the other lost: no quantum is made or lost between them.
            assertEquals(-fees, profit.totalQuanta() + other.totalQuanta(), "seed " + seed);
        }
    }

    /** What so many lots add to the cash, by decimals: linear lots are 0.001 at 0.1, inverse ones 100 USD at 0.5. */
    private static long mark(boolean isInverse, long lots, long mid2) {
        if (!isInverse) {
            return lots * mid2 * 5000;
        }
        BigDecimal coins = BigDecimal.valueOf(100 * Math.abs(lots))
                .divide(BigDecimal.valueOf(mid2).multiply(BigDecimal.valueOf(25, 2)), 8, RoundingMode.HALF_UP);
        return -Long.signum(lots) * coins.unscaledValue().longValueExact();
    }
}
