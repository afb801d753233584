package dev.flowmaker.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.Markets;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfitAndLossTest {
    private final Instrument btc = Markets.btc();
    private ProfitAndLoss profit = new ProfitAndLoss(btc, 3);

    private static Fill fill(Side side, long priceTicks, long lots, int feeAsset, long feeQuanta) {
        Fill fill = new Fill();
        fill.side = side;
        fill.priceTicks = priceTicks;
        fill.lots = lots;
        fill.feeAsset = feeAsset;
        fill.feeQuanta = feeQuanta;
        return fill;
    }

    @Test
    void shouldSplitARoundTrip() {
        // 1 BTC is 100,000 lots; a lot at a tick is 10 quote quanta of 1e-8.
        profit.transfer(2 * 100_000_000L);
        profit.onMid(2 * 6_000_000L);
        assertEquals(0, profit.totalQuanta());
        profit.onFill(fill(Side.BUY, 5_999_900, 100_000, Markets.QUOTE, 250), 2 * 6_000_000L);
        assertEquals(100L * 100_000 * 10, profit.spreadQuanta());
        profit.onMid(2 * 6_000_050L);
        assertEquals(3 * 50L * 100_000 * 10, profit.inventoryQuanta());
        profit.onFill(fill(Side.SELL, 6_000_100, 100_000, Markets.QUOTE, 250), 2 * 6_000_050L);
        assertEquals(150L * 100_000 * 10, profit.spreadQuanta());
        assertEquals(500, profit.feesQuanta());
        assertEquals(200L * 100_000 * 10 - 500, profit.cashQuanta());
        assertEquals(2 * 100_000_000L, profit.baseQuanta());
        assertTrue(profit.identityHolds());
    }

    @Test
    void shouldValueABaseFeeByWhatItTakesOff() {
        profit.onMid(2 * 6_000_000L);
        profit.onFill(fill(Side.BUY, 6_000_000, 100_000, Markets.BASE, 100_000), Instrument.NO_PRICE);
        assertEquals(100_000_000 - 100_000, profit.baseQuanta());
        // 0.001 BTC at 60,000 is 60 USDT.
        assertEquals(60 * 100_000_000L, profit.feesQuanta());
        assertTrue(profit.identityHolds());
    }

    @Test
    void shouldKeepAFeeInAThirdAssetApart() {
        profit.onFill(fill(Side.BUY, 6_000_000, 100_000, Markets.THIRD, 77), 2 * 6_000_000L);
        assertEquals(77, profit.otherFeesQuanta(Markets.THIRD));
        assertEquals(0, profit.feesQuanta());
        assertTrue(profit.identityHolds());
    }

    @Test
    void shouldMarkAFillBeforeTheFirstMidAtItsOwnPrice() {
        profit.onFill(fill(Side.BUY, 6_000_000, 100_000, Markets.QUOTE, 0), Instrument.NO_PRICE);
        assertEquals(2 * 6_000_000L, profit.mid2Ticks());
        assertEquals(0, profit.totalQuanta());
        assertTrue(profit.identityHolds());
    }

    @Test
    void shouldNotCallATransferAGain() {
        profit.onMid(2 * 6_000_000L);
        profit.transfer(12_345_678);
        assertEquals(0, profit.equityChangeQuanta());
        profit.onMid(2 * 6_000_001L);
        assertTrue(profit.inventoryQuanta() > 0);
        assertTrue(profit.identityHolds());
    }

    /** Odd sizes of tick, lot and quantum, so that values do not come out even. */
    @ParameterizedTest
    @CsvSource({"1, 2, 1, 5, 8, 8", "2, 2, 3, 4, 9, 8", "5, 4, 1, 1, 6, 7", "1, 0, 7, 3, 3, 8"})
    void shouldSumToTheWholeToTheLastQuantum(
            long tick, int tickScale, long lot, int lotScale, int baseScale, int quoteScale) {
        Instrument instrument =
                Markets.instrument(new Decimal(tick, tickScale), new Decimal(lot, lotScale), baseScale, quoteScale);
        for (long seed = 1; seed <= 20; seed++) {
            trade(instrument, seed);
        }
    }

    private void trade(Instrument instrument, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        profit = new ProfitAndLoss(instrument, 3);
        BigInteger half = BigInteger.valueOf(instrument.quoteQuantaPerLotTick() / 2);
        BigInteger cash = BigInteger.ZERO;
        BigInteger spread = BigInteger.ZERO;
        BigInteger transfers = BigInteger.ZERO;
        long opening = random.nextLong(1_000_000_000L);
        profit.transfer(opening);
        BigInteger base = BigInteger.valueOf(opening);
        long mid2 = 20_000 + random.nextLong(1000);
        profit.onMid(mid2);
        BigInteger firstValue = value(instrument, base, mid2);
        for (int i = 0; i < 500; i++) {
            mid2 = StrictMath.max(2, mid2 + random.nextLong(-50, 51));
            switch (random.nextInt(6)) {
                case 0 -> {
                    long moved = random.nextLong(-1_000_000, 1_000_000);
                    BigInteger before = value(instrument, base, profit.mid2Ticks());
                    base = base.add(BigInteger.valueOf(moved));
                    transfers = transfers.add(
                            value(instrument, base, profit.mid2Ticks()).subtract(before));
                    profit.transfer(moved);
                }
                case 1, 2 -> profit.onMid(mid2);
                default -> {
                    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                    long price = StrictMath.max(1, mid2 / 2 + random.nextLong(-20, 21));
                    long lots = 1 + random.nextLong(10_000);
                    int feeAsset = random.nextInt(3);
                    long fee = random.nextLong(-100, 1_000_000);
                    profit.onFill(fill(side, price, lots, feeAsset, fee), mid2);
                    BigInteger size = BigInteger.valueOf(side.sign() * lots);
                    cash = cash.subtract(
                            size.multiply(BigInteger.valueOf(2 * price)).multiply(half));
                    spread = spread.add(
                            size.multiply(BigInteger.valueOf(mid2 - 2 * price)).multiply(half));
                    base = base.add(size.multiply(BigInteger.valueOf(instrument.baseQuantaPerLot())));
                    base = base.subtract(BigInteger.valueOf(feeAsset == Markets.BASE ? fee : 0));
                    cash = cash.subtract(BigInteger.valueOf(feeAsset == Markets.QUOTE ? fee : 0));
                }
            }
            assertTrue(profit.identityHolds(), "seed " + seed + " step " + i);
            if (i % 50 == 0) {
                ProfitAndLoss copy = new ProfitAndLoss(instrument, 3);
                StateTape.copy(profit::visitState, copy::visitState);
                profit = copy;
            }
        }
        BigInteger whole = cash.add(value(instrument, base, profit.mid2Ticks()))
                .subtract(firstValue)
                .subtract(transfers);
        assertEquals(whole.longValueExact(), profit.totalQuanta(), "seed " + seed);
        assertEquals(spread.longValueExact(), profit.spreadQuanta(), "seed " + seed);
        assertEquals(cash.longValueExact(), profit.cashQuanta(), "seed " + seed);
        assertEquals(base.longValueExact(), profit.baseQuanta(), "seed " + seed);
    }

    private static BigInteger value(Instrument instrument, BigInteger base, long mid2Ticks) {
        BigInteger[] parts = base.multiply(BigInteger.valueOf(mid2Ticks))
                .multiply(BigInteger.valueOf(instrument.quoteQuantaPerLotTick() / 2))
                .divideAndRemainder(BigInteger.valueOf(instrument.baseQuantaPerLot()));
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }
}
