package dev.flowmaker.core.engine;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.FlowSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import java.util.Collections;
import java.util.List;

/** A BTC/USDT market with round numbers: tick 0.01, lot 0.00001, fee-free unless asked. */
public final class TestMarket {
    public static final long MILLI = 1_000_000L;
    public static final long SECOND = 1_000_000_000L;
    public static final Asset BTC = new Asset("BTC", 8);
    public static final Asset USDT = new Asset("USDT", 8);
    public static final int BASE = 0;
    public static final int QUOTE = 1;

    public static final BookSettings BOOK = new BookSettings(20, 2 * SECOND, 0);
    /** Best-level flow alone, fading in a second. */
    public static final SignalSettings SIGNALS = signals(SignalKind.ORDER_FLOW_IMBALANCE);
    /** Alpha that moves nothing. */
    public static final AlphaSettings NO_ALPHA = alpha(AlphaSettings.Mode.OFF, SIGNALS, 0, 0);

    public static final RiskSettings RISK =
            new RiskSettings(1_000_000, 10_000_000_000_000L, 100_000_000L, 100_000_000L, 10_000_000L, 1000, SECOND, 20);
    public static final OrderSettings ORDER =
            new OrderSettings(2 * PriceParts.MICRO, 0, 0, SECOND, 8 * SECOND, 5 * SECOND, 6 * SECOND, 250_000, SECOND);

    private TestMarket() {}

    public static Instrument instrument(long makerFeePpb) {
        return new Instrument(
                0,
                "BTC/USDT",
                "BTCUSDT",
                BTC,
                BASE,
                USDT,
                QUOTE,
                new Decimal(1, 2),
                new Decimal(1, 5),
                1,
                900_000_000L,
                1,
                100_000_000L,
                500_000_000L,
                makerFeePpb,
                makerFeePpb);
    }

    /** These signals, flow fading in a second. */
    public static SignalSettings signals(SignalKind... use) {
        return new SignalSettings(
                List.of(use),
                new FlowSettings(SECOND, 10 * SECOND, 5),
                SECOND,
                3,
                new SignalSettings.Integrated(List.of(), SECOND / 2, 60 * SECOND),
                new SignalSettings.MicroPriceTable(2, 1, List.of()),
                new SignalSettings.Volatility(SignalSettings.VolatilityMethod.EWMA, SECOND / 10, 10 * SECOND, 5),
                new SignalSettings.Intensity(60 * SECOND, 10));
    }

    /** Alpha over 300 ms, sampled each 100 ms, with one weight for all. */
    public static AlphaSettings alpha(AlphaSettings.Mode mode, SignalSettings signals, long weight, long cap) {
        return new AlphaSettings(
                mode,
                300 * MILLI,
                100 * MILLI,
                60 * SECOND,
                0.01,
                4,
                25,
                cap,
                Collections.nCopies(signals.width(), 10.0 * PriceParts.MICRO),
                Collections.nCopies(signals.width(), (double) weight),
                Collections.nCopies(signals.use().size(), Double.NaN),
                0.5);
    }

    /** Half-spread 5 ticks, {@code levels} levels 10 ticks apart of 1000 lots (0.01 BTC) each. */
    public static QuoteSettings quote(int levels) {
        return new QuoteSettings(
                new Distance(5 * PriceParts.MICRO, 0),
                false,
                Distance.ZERO,
                levels,
                new Distance(10 * PriceParts.MICRO, 0),
                java.util.Collections.nCopies(levels, 1000L),
                true,
                0,
                20 * PriceParts.MICRO,
                0,
                1,
                100_000_000L,
                0);
    }

    public static EngineSettings engine(QuoteSettings quote, boolean dedicated) {
        return engine(new MarketSettings(instrument(0), BOOK, SIGNALS, NO_ALPHA, quote, RISK, ORDER), dedicated);
    }

    public static EngineSettings engine(MarketSettings market, boolean dedicated) {
        return new EngineSettings(1, dedicated, 30 * SECOND, List.of(BTC, USDT), List.of(market));
    }
}
