package dev.flowmaker.exchange;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.synthetic.EasySettings;
import dev.flowmaker.exchange.synthetic.EasySource;
import dev.flowmaker.exchange.synthetic.FlowSettings;
import java.util.List;

/** Instruments and accounts the exchange's tests share. */
public final class Fixtures {
    public static final long START_NANOS = 1_700_000_000_000_000_000L;
    public static final int BTC = 0;
    public static final int USDT = 1;
    public static final List<Asset> ASSETS = List.of(new Asset("BTC", 8), new Asset("USDT", 8));
    public static final long MAKER_FEE_PPB = 1_000_000;
    public static final long TAKER_FEE_PPB = 1_500_000;

    private Fixtures() {}

    /** BTC/USDT as the shared captures have it: tick 0.01, lot 0.00001; orders of at least 5 USDT. */
    public static Instrument bitcoin() {
        return instrument(900_000_000, 500_000_000);
    }

    /** The same units; one lot at one tick is 10 quanta of USDT and 1,000 of BTC. */
    public static Instrument instrument(long maxLots, long minNotionalQuanta) {
        return new Instrument(
                0,
                "BTC/USDT",
                "BTCUSDT",
                ASSETS.get(BTC),
                BTC,
                ASSETS.get(USDT),
                USDT,
                new Decimal(1, 2),
                new Decimal(1, 5),
                1,
                maxLots,
                1,
                100_000_000,
                minNotionalQuanta,
                MAKER_FEE_PPB,
                TAKER_FEE_PPB);
    }

    /** An account with that many whole coins of each. */
    public static AccountSetup account(String name, long btc, long usdt) {
        return new AccountSetup(name, List.of(btc * 100_000_000, usdt * 100_000_000));
    }

    public static ExchangeSettings settings(MarketSource source, AccountSetup... accounts) {
        return settings(bitcoin(), source, accounts);
    }

    public static ExchangeSettings settings(Instrument instrument, MarketSource source, AccountSetup... accounts) {
        return ExchangeSettings.of(
                START_NANOS, ASSETS, List.of(new MarketSetup(instrument, source)), List.of(accounts));
    }

    public static MarketSource synthetic(long seed) {
        return easy(EasySettings.bitcoin(seed));
    }

    /** The market whose flow was fitted to a recorded one. */
    public static MarketSource fitted(long seed) {
        return new MarketSource.Synthetic(FlowSettings.bitcoin(seed));
    }

    /** A calm market with wide spreads, in which quotes a few ticks apart trade all the time. */
    public static MarketSource easy(EasySettings settings) {
        return new MarketSource.Made(
                (instrument, startNanos, market) -> new EasySource(settings, instrument, startNanos, market));
    }
}
