package dev.flowmaker.research.ablation;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.signal.SignalSettings;
import dev.flowmaker.journal.Records;
import dev.flowmaker.research.ablation.Variant.Weights;
import dev.flowmaker.research.study.AlphaFit;
import dev.flowmaker.research.study.Calibration;
import dev.flowmaker.research.study.IntensityFit;
import dev.flowmaker.research.study.Suggestion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the first half of a tape says about a market's keys: of its quotes, alike for every variant, and of each one's signals. */
final class CalibratedSettings {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** Room that alpha has, in usual shifts, as {@code calibrate} gives it. */
    private static final double ROOM = 3;

    private static final int DECIMALS = 12;
    private static final int TICK_DECIMALS = 6;
    /** So far that no fitted weight comes near; what limits alpha is its cap, alike for all. */
    private static final String FREE = "100000 ticks";

    private final Supplier<Records> tape;
    private final MarketSettings market;
    private final long untilNanos;

    CalibratedSettings(Supplier<Records> tape, MarketSettings market, long untilNanos) {
        this.tape = tape;
        this.market = market;
        this.untilNanos = untilNanos;
    }

    private String symbol() {
        return market.instrument().symbol();
    }

    /** Keys of the quotes, and alpha's cap: three usual shifts of all the signals together. */
    Map<String, String> quotes() {
        Calibration fit = Calibration.of(tape, symbol(), market.alpha().horizonNanos() / NANOS_PER_MILLI, untilNanos);
        IntensityFit intensity = fit.intensity();
        if (intensity == null || !(intensity.k() > 0)) {
            throw new AblationException("the first half has too few trades to calibrate " + symbol()
                    + "'s quotes on: give a longer tape, or --no-calibration to take the configuration's");
        }
        int orders = (int) Math.max(
                1,
                market.risk().maxLongQuanta()
                        / market.instrument().baseQuantaPerLot()
                        / market.quote().levelLots().get(0));
        Suggestion suggestion = Suggestion.balanced(fit, orders);
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("quote.gamma", plain(suggestion.gamma()));
        keys.put("quote.intensity", plain(intensity.a()) + " per s");
        keys.put("quote.intensity-decay", plain(intensity.k()) + " per tick");
        keys.put("quote.volatility", plain(fit.sigma()) + " ticks/sqrt(s)");
        // Orders that stay within a tick must not reach the other side of the middle.
        keys.put("quote.half-spread", ticks(Math.max(1, suggestion.halfSpreadTicks())));
        keys.put("quote.inventory.price-skew", ticks(suggestion.skewTicks() * orders));
        keys.put("quote.adverse-selection.prior", ticks(fit.expectedAgainst()));
        keys.put("alpha.cap", ticks(ROOM * weights(market.signals()).usualShift()));
        return keys;
    }

    /** Keys of a variant's signals. */
    Map<String, String> signals(Variant variant) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("alpha.mode", variant.weights().mode());
        if (variant.weights() == Weights.NONE) {
            return keys;
        }
        keys.put(
                "signals.use",
                variant.use().stream()
                        .map(EngineSettingsFactory::signalName)
                        .collect(Collectors.joining(", ", "[ ", " ]")));
        variant.use().forEach(kind -> keys.put("alpha.bounds." + EngineSettingsFactory.signalName(kind), FREE));
        if (variant.weights() != Weights.FITTED) {
            double sign = variant.weights() == Weights.REVERSED ? -1 : 1;
            for (AlphaFit.SignalFit fit :
                    weights(market.signals().using(variant.use())).all()) {
                keys.put(
                        "alpha.weights." + EngineSettingsFactory.signalName(fit.kind()),
                        ticks(sign * fit.ticksPerUnit()));
            }
        }
        return keys;
    }

    private AlphaFit weights(SignalSettings signals) {
        return Calibration.weights(tape, symbol(), signals, market.alpha(), untilNanos);
    }

    private static String ticks(double value) {
        return plain(value, TICK_DECIMALS) + " ticks";
    }

    private static String plain(double value) {
        return plain(value, DECIMALS);
    }

    private static String plain(double value, int decimals) {
        return new BigDecimal(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
