package dev.flowmaker.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.FeeSchedule.In;
import dev.flowmaker.exchange.FeeSchedule.Third;
import dev.flowmaker.exchange.FeeSchedule.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What trades cost: by tier, by side of the book, in which asset. One lot at one tick is 10 quanta of USDT. */
class FeesTest {
    private static final long DAY = 86_400_000_000_000L;
    private static final long START = Fixtures.START_NANOS - Math.floorMod(Fixtures.START_NANOS, DAY);
    private static final int USDT = 1;
    private static final int BNB = 2;
    private static final int ANN = 0;
    private static final int BOB = 1;
    private static final List<Asset> ASSETS = List.of(new Asset("BTC", 8), new Asset("USDT", 8), new Asset("BNB", 8));
    private static final List<Tier> TIERS =
            List.of(new Tier(0, 1_000_000, 2_000_000), new Tier(100_000_000, -100_000, 1_000_000));

    private Exchange exchange;
    private int nextId;

    private FeesTest() {
        exchange = exchange(new FeeSchedule(TIERS, In.QUOTE), 0, Map.of());
    }

    private static Exchange exchange(FeeSchedule fees, long bnb, Map<Integer, Long> traded) {
        Instrument bitcoin = Fixtures.instrument(1_000_000, 1);
        Instrument coin = new Instrument(
                1,
                "BNB/USDT",
                "BNBUSDT",
                ASSETS.get(BNB),
                BNB,
                ASSETS.get(USDT),
                USDT,
                new Decimal(1, 2),
                new Decimal(1, 5),
                1,
                1_000_000,
                1,
                100_000_000,
                0,
                0,
                0);
        List<MarketSetup> markets = List.of(
                new MarketSetup(
                        bitcoin, new MarketSource.ClientsOnly(), FillModel.RISK_AVERSE, fees, FundingTerms.NONE),
                new MarketSetup(coin, new MarketSource.ClientsOnly()));
        long much = 1_000_000_000_000L;
        List<AccountSetup> accounts = List.of(
                new AccountSetup("ann", List.of(much, much, bnb), traded),
                new AccountSetup("bob", List.of(much, much, much)));
        return new Exchange(ExchangeSettings.of(START, ASSETS, markets, accounts), new Recorder());
    }

    /** Ann makes and Bob takes 100,000 quanta of USDT a lot at 10,000 ticks; returns Ann's commission. */
    private FillInfo trade(Side side, long lots, long nanos) {
        nextId++;
        exchange.place(ANN, NewOrder.limit(0, "a" + nextId, side, TimeInForce.GTC, 10_000, lots), nanos);
        exchange.place(BOB, NewOrder.limit(0, "b" + nextId, side.opposite(), TimeInForce.GTC, 10_000, lots), nanos);
        List<FillInfo> fills = exchange.fills(ANN, 0, 0, 1000);
        return fills.get(fills.size() - 1);
    }

    private static void charged(int asset, long quanta, FillInfo fill) {
        assertEquals(asset, fill.commissionAsset());
        assertEquals(quanta, fill.commissionQuanta());
    }

    @Test
    void shouldChargeByWhatWasTradedInThirtyDaysBeforeTheDay() {
        charged(USDT, 1_000 * 100, trade(Side.BUY, 1_000, START));
        charged(USDT, 100, trade(Side.BUY, 1, START + DAY - 1));
        // 100,100,000 quanta from the next day on, for 30 days: a rebate.
        charged(USDT, -10, trade(Side.SELL, 1, START + DAY));
        charged(USDT, -10, trade(Side.SELL, 1, START + 30 * DAY));
        charged(USDT, 100, trade(Side.SELL, 1, START + 31 * DAY));
        charged(USDT, 100, trade(Side.SELL, 1, START + 500 * DAY));
    }

    @Test
    void shouldCountWhatWasTradedBeforeTheStart() {
        exchange = exchange(new FeeSchedule(TIERS, In.RECEIVED), 0, Map.of(USDT, 100_000_000L));
        // A buyer is paid in coins: 100 lots are 100,000 quanta, and a rebate of 0.01 % of that.
        charged(0, -10, trade(Side.BUY, 100, START));
        charged(USDT, -1_000, trade(Side.SELL, 100, START + 1));
    }

    @Test
    void shouldChargeInAThirdAssetWhileThereIsEnoughOfIt() {
        // 25 % off, BNB at 500 USDT: 0.1 % of 10,000,000 quanta is 10,000 less 2,500, and 15 of BNB.
        Third bnb = new Third(BNB, 250_000_000, 1, 500 * 100_000_000L);
        exchange = exchange(new FeeSchedule(TIERS, In.THIRD, bnb), 25, Map.of());
        charged(BNB, 15, trade(Side.BUY, 100, START));
        charged(0, 100, trade(Side.BUY, 100, START));
        assertEquals(10, exchange.balances(ANN).get(BNB).freeQuanta());
        charged(BNB, 7, trade(Side.SELL, 50, START));
    }

    @Test
    void shouldTakeThePriceOfTheThirdAssetFromItsMarket() {
        Third bnb = new Third(BNB, 250_000_000, 1, 500 * 100_000_000L);
        exchange = exchange(new FeeSchedule(TIERS, In.THIRD, bnb), 1_000, Map.of());
        exchange.place(BOB, NewOrder.limit(1, "x", Side.BUY, TimeInForce.GTC, 24_999, 10), START);
        exchange.place(BOB, NewOrder.limit(1, "y", Side.SELL, TimeInForce.GTC, 25_001, 10), START);
        charged(BNB, 30, trade(Side.BUY, 100, START));
    }

    @Test
    void shouldRefuseATableOutOfOrder() {
        assertThrows(IllegalArgumentException.class, () -> new FeeSchedule(List.of(), In.QUOTE));
        assertThrows(IllegalArgumentException.class, () -> new FeeSchedule(List.of(new Tier(1, 0, 0)), In.QUOTE));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FeeSchedule(List.of(new Tier(0, 0, 0), new Tier(5, 0, 0), new Tier(5, 0, 0)), In.QUOTE));
    }
}
