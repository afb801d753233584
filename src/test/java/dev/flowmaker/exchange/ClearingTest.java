package dev.flowmaker.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Perpetuals at the exchange: margin, positions, funding, forced closes; in markets of clients only. */
class ClearingTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3600 * SECOND;
    private static final long START = Fixtures.START_NANOS - Math.floorMod(Fixtures.START_NANOS, 8 * HOUR);
    private static final long COIN = 100_000_000L;
    private static final int BTC = 0;
    private static final int USDT = 1;
    private static final int SPOT = 0;
    private static final int LINEAR = 1;
    private static final int INVERSE = 2;
    private static final int ANN = 0;
    private static final int BOB = 1;
    private static final int EVE = 2;

    private static final List<Asset> ASSETS = List.of(
            new Asset("BTC", 8), new Asset("USDT", 8), new Asset("BTC/USDT:USDT", 3), new Asset("BTC/USD:BTC", 0));

    /** Funding that one heard of, and marks. */
    private static final class Ear extends Recorder {
        final List<FundingInfo> fundings = new ArrayList<>();
        final List<Long> rates = new ArrayList<>();

        @Override
        public void onFunding(FundingInfo funding) {
            fundings.add(funding);
        }

        @Override
        public void onMark(int market, long timeNanos, long mark2, long index2, long ratePpb, long fundingNanos) {
            rates.add(ratePpb);
        }
    }

    private final Ear heard = new Ear();
    private Exchange exchange = exchange(FundingTerms.NONE, 10_000);
    private long nextId;

    private static Instrument perpetual(int market) {
        boolean isInverse = market == INVERSE;
        int quote = isInverse ? BTC : USDT;
        return new Instrument(
                market,
                ASSETS.get(market + 1).code(),
                ASSETS.get(market + 1).code(),
                ASSETS.get(market + 1),
                market + 1,
                ASSETS.get(quote),
                quote,
                isInverse ? new Decimal(5, 1) : new Decimal(1, 1),
                isInverse ? new Decimal(100, 0) : new Decimal(1, 3),
                1,
                1_000_000_000L,
                1,
                1_000_000_000L,
                0,
                -100_000,
                500_000,
                new Contract(
                        isInverse ? ContractKind.INVERSE : ContractKind.LINEAR,
                        new Decimal(1, 0),
                        100_000_000,
                        50_000_000));
    }

    /** Every account with so many USDT, and a coin of BTC for each 10,000 of them. */
    private Exchange exchange(FundingTerms funding, long usdt) {
        List<MarketSetup> markets = new ArrayList<>();
        markets.add(new MarketSetup(Fixtures.bitcoin(), new MarketSource.ClientsOnly()));
        for (int market : new int[] {LINEAR, INVERSE}) {
            Instrument instrument = perpetual(market);
            markets.add(new MarketSetup(
                    instrument,
                    new MarketSource.ClientsOnly(),
                    FillModel.RISK_AVERSE,
                    FeeSchedule.flat(instrument),
                    funding));
        }
        List<AccountSetup> accounts = new ArrayList<>();
        for (String name : List.of("ann", "bob", "eve")) {
            accounts.add(new AccountSetup(name, List.of(usdt * COIN / 10_000, usdt * COIN, 0L, 0L)));
        }
        return new Exchange(ExchangeSettings.of(START, ASSETS, markets, accounts), heard);
    }

    private @Nullable Reject place(int account, int market, Side side, long price, long lots, long nanos) {
        nextId++;
        return exchange.place(account, NewOrder.limit(market, "o" + nextId, side, TimeInForce.GTC, price, lots), nanos)
                .reject();
    }

    private void trade(int buyer, int seller, int market, long price, long lots, long nanos) {
        assertNull(place(seller, market, Side.SELL, price, lots, nanos));
        assertNull(place(buyer, market, Side.BUY, price, lots, nanos));
    }

    private long wallet(int account, int asset) {
        return exchange.balances(account).get(asset).freeQuanta();
    }

    @Test
    void shouldSettleALinearRoundTripInTheQuote() {
        // 0.1 BTC from 60,000 to 61,000: 100 USDT. Maker's rebate 0.01 %, taker's fee 0.05 %.
        trade(ANN, BOB, LINEAR, 600_000, 100, START);
        assertEquals(
                new BalanceInfo(LINEAR + 1, 100, 0, 6_000 * COIN),
                exchange.balances(ANN).get(LINEAR + 1));
        assertEquals(
                new BalanceInfo(LINEAR + 1, -100, 0, -6_000 * COIN),
                exchange.balances(BOB).get(LINEAR + 1));
        assertEquals(10_000 * COIN - 3 * COIN, wallet(ANN, USDT));
        assertEquals(10_000 * COIN + 60_000_000, wallet(BOB, USDT));
        trade(BOB, ANN, LINEAR, 610_000, 100, START + 1);
        assertEquals(10_100 * COIN - 3 * COIN + 61_000_000, wallet(ANN, USDT));
        assertEquals(9_900 * COIN + 60_000_000 - 305_000_000, wallet(BOB, USDT));
        assertEquals(0, exchange.balances(ANN).get(LINEAR + 1).costQuanta());
        assertEquals(300_000_000 - 60_000_000 + 305_000_000 - 61_000_000, exchange.feesTaken(USDT));
    }

    @Test
    void shouldSettleAnInverseRoundTripInCoins() {
        // 1,000 USD from 50,000 to 40,000: the long loses 1000·(1/40000 − 1/50000) = 0.005 BTC.
        trade(ANN, BOB, INVERSE, 100_000, 10, START);
        trade(BOB, ANN, INVERSE, 80_000, 10, START + 1);
        // Ann took at 0.02 BTC and made at 0.025, Bob the other way round.
        assertEquals(COIN - 500_000 - 1_000 + 250, wallet(ANN, BTC));
        assertEquals(COIN + 500_000 + 200 - 1_250, wallet(BOB, BTC));
    }

    @Test
    void shouldRefuseWhatTheMarginDoesNotAllow() {
        // 10,000 USDT at 10 % carry 100,000 USDT: 1.666 BTC at 60,000.
        assertEquals(Reject.INSUFFICIENT_MARGIN, place(ANN, LINEAR, Side.BUY, 600_000, 1_667, START));
        assertNull(place(ANN, LINEAR, Side.BUY, 600_000, 1_000, START));
        assertEquals(Reject.INSUFFICIENT_MARGIN, place(ANN, LINEAR, Side.BUY, 600_000, 667, START));
        assertNull(place(ANN, LINEAR, Side.SELL, 610_000, 666, START), "the other side needs no more");
        assertEquals(
                Reject.RESERVED_CLIENT_ID,
                exchange.place(ANN, NewOrder.market(LINEAR, FillInfo.FORCED + "1", Side.BUY, 1), START)
                        .reject());
    }

    @Test
    void shouldShareOneMarginBetweenMarkets() {
        assertNull(place(ANN, LINEAR, Side.BUY, 600_000, 1_000, START));
        // A spot order binds its value out of the same wallet.
        assertEquals(Reject.INSUFFICIENT_BALANCE, place(ANN, SPOT, Side.BUY, 6_000_000, 17_000, START));
        assertNull(place(ANN, SPOT, Side.BUY, 6_000_000, 10_000, START));
        assertEquals(Reject.INSUFFICIENT_MARGIN, place(ANN, LINEAR, Side.BUY, 600_000, 1, START));
    }

    @Test
    void shouldPayFundingFromLongsToShorts() {
        exchange = exchange(FundingTerms.fixed(8 * HOUR, 100_000), 10_000);
        trade(ANN, BOB, LINEAR, 600_000, 100, START);
        trade(ANN, BOB, INVERSE, 100_000, 10, START);
        long usdt = wallet(ANN, USDT);
        long bobs = wallet(BOB, USDT);
        long coins = wallet(BOB, BTC);
        // The mark is the mid.
        place(EVE, LINEAR, Side.BUY, 599_999, 1, START);
        place(EVE, LINEAR, Side.SELL, 600_001, 1, START);
        place(EVE, INVERSE, Side.BUY, 99_999, 1, START);
        place(EVE, INVERSE, Side.SELL, 100_001, 1, START);
        exchange.advanceTo(START + 8 * HOUR - 1);
        assertEquals(List.of(), heard.fundings);
        exchange.advanceTo(START + 8 * HOUR);
        // 0.01 % of 6,000 USDT and of 0.02 BTC.
        assertEquals(usdt - 60_000_000, wallet(ANN, USDT));
        assertEquals(bobs + 60_000_000, wallet(BOB, USDT));
        assertEquals(coins + 200, wallet(BOB, BTC));
        assertEquals(4, heard.fundings.size());
        assertEquals(
                List.of(new FundingInfo(ANN, LINEAR, START + 8 * HOUR, 100_000, 1_200_000, -60_000_000)),
                exchange.fundings(ANN, LINEAR));
    }

    @Test
    void shouldFindFundingByThePremium() {
        FundingTerms terms = new FundingTerms(FundingTerms.Rate.PREMIUM, HOUR, 100_000, SPOT, 500_000, 7_500_000);
        // 0.1 % above the index: P + clamp(0.01 % − P, ±0.05 %) is 0.05 %; near it, it is the interest.
        assertEquals(500_000, terms.premiumRatePpb(1_000_000));
        assertEquals(100_000, terms.premiumRatePpb(300_000));
        assertEquals(-7_500_000, terms.premiumRatePpb(-9_000_000));
        exchange = exchange(terms, 10_000);
        place(ANN, SPOT, Side.BUY, 5_999_900, 100, START);
        place(BOB, SPOT, Side.SELL, 6_000_100, 100, START);
        place(ANN, LINEAR, Side.BUY, 600_500, 1, START);
        place(BOB, LINEAR, Side.SELL, 600_700, 1, START);
        exchange.advanceTo(START + 2 * SECOND);
        // 60,060 over 60,000 is a premium of 0.1 %.
        assertEquals(500_000, heard.rates.get(heard.rates.size() - 1));
        assertThrows(IllegalArgumentException.class, () -> FundingTerms.fixed(SECOND + 1, 5));
    }

    @Test
    void shouldCloseByForceWhatHasTooLittleMargin() {
        trade(ANN, BOB, LINEAR, 600_000, 1_500, START);
        assertNull(place(ANN, LINEAR, Side.SELL, 700_000, 10, START));
        // 1.5 BTC at 10,000 USDT: with 5 % maintenance it is over below 56,140.
        place(EVE, LINEAR, Side.BUY, 561_000, 500, START);
        place(EVE, LINEAR, Side.BUY, 560_000, 700, START);
        place(EVE, LINEAR, Side.SELL, 563_000, 1, START);
        exchange.advanceTo(START + SECOND);
        assertEquals(1_500, exchange.balances(ANN).get(LINEAR + 1).freeQuanta());
        exchange.cancelAll(EVE, LINEAR, START + SECOND);
        place(EVE, LINEAR, Side.BUY, 560_000, 700, START + SECOND);
        place(EVE, LINEAR, Side.SELL, 562_000, 1, START + SECOND);
        exchange.advanceTo(START + 2 * SECOND);
        assertEquals(800, exchange.balances(ANN).get(LINEAR + 1).freeQuanta(), "as far as the book goes");
        assertEquals(List.of(), exchange.openOrders(ANN, LINEAR));
        List<FillInfo> fills = exchange.fills(ANN, LINEAR, 0, 100);
        assertTrue(fills.get(fills.size() - 1).isForced());
        // Nobody bids but far below: the account ends with nothing, the street pays what is lacking.
        place(EVE, LINEAR, Side.BUY, 400_000, 100, START + 2 * SECOND);
        place(BOB, LINEAR, Side.BUY, 400_000, 1_000, START + 2 * SECOND);
        exchange.advanceTo(START + 3 * SECOND);
        assertEquals(0, exchange.balances(ANN).get(LINEAR + 1).freeQuanta());
        assertEquals(0, wallet(ANN, USDT));
        assertEquals(30_000 * COIN, exchange.totalQuanta(USDT));
    }

    /** Whatever they do: nothing is made or lost between them but what they pay in fees. */
    @ParameterizedTest
    @ValueSource(ints = {LINEAR, INVERSE})
    void shouldBeZeroSumButForFees(int market) {
        for (long seed = 1; seed <= 10; seed++) {
            exchange = exchange(FundingTerms.fixed(HOUR, seed % 2 == 0 ? 77_777 : -33_333), 1_000_000);
            int asset = market == LINEAR ? USDT : BTC;
            SplittableRandom random = new SplittableRandom(seed);
            long total = exchange.totalQuanta(asset);
            long opening = 0;
            for (int account = ANN; account <= EVE; account++) {
                opening += wallet(account, asset);
            }
            long nanos = START;
            int trades = 0;
            for (int i = 0; i < 600; i++) {
                nanos += random.nextLong(100 * SECOND);
                int account = random.nextInt(3);
                long price = 100_000 + random.nextLong(-1_000, 1_001);
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                assertNull(place(account, market, side, price, 1 + random.nextLong(50), nanos));
                assertEquals(0, exchange.totalHeld(market));
                assertEquals(total, exchange.totalQuanta(asset));
                long equity = 0;
                long atCost = 0;
                for (int each = ANN; each <= EVE; each++) {
                    equity += exchange.equityQuanta(each, asset);
                    List<BalanceInfo> balances = exchange.balances(each);
                    atCost += balances.get(asset).freeQuanta()
                            - balances.get(market + 1).costQuanta();
                }
                long left = opening - exchange.feesTaken(asset) - rest(asset);
                assertEquals(left, atCost, "seed " + seed);
                // The marks of three inverse positions are rounded one by one.
                assertTrue(Math.abs(left - equity) <= (market == LINEAR ? 0 : 1), "seed " + seed);
                trades = heard.trades.size();
            }
            assertTrue(trades > 100);
        }
        assertTrue(heard.fundings.size() > 100);
    }

    /** What funding dropped of quanta is with the street, and nothing else. */
    private long rest(int asset) {
        long sum = 0;
        for (int account = ANN; account <= EVE; account++) {
            for (int market : new int[] {LINEAR, INVERSE}) {
                if ((market == LINEAR ? USDT : BTC) == asset) {
                    for (FundingInfo funding : exchange.fundings(account, market)) {
                        sum -= funding.quanta();
                    }
                }
            }
        }
        return sum;
    }
}
