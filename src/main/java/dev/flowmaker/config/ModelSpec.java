package dev.flowmaker.config;

import dev.flowmaker.core.quote.AdverseSettings;
import dev.flowmaker.core.quote.DriftTerm;
import dev.flowmaker.core.quote.JoinSettings;
import dev.flowmaker.core.quote.ModelKind;
import dev.flowmaker.core.quote.ModelSettings;
import dev.flowmaker.core.quote.WideningSettings;

/** A market's quote model as configured, proved in itself. None of it depends on the venue's rules. */
final class ModelSpec {
    private static final long HOUR = 3_600_000_000_000L;
    private static final double MOST_GAMMA = 1e6;

    /** Where a model's figure comes from. */
    enum Origin {
        CONFIGURED,
        MEASURED
    }

    final Section at;
    final Section join;
    final Section widening;
    final Section adverse;
    final ModelSettings model;
    final WideningSettings wideningSettings;
    final AdverseSettings adverseSettings;

    /** @param quote the block {@code quote} */
    ModelSpec(Section quote) {
        at = quote;
        Section exact = quote.section("exact");
        join = quote.section("join");
        widening = quote.section("widening");
        adverse = quote.section("adverse-selection");
        double gamma = quote.figureIfAny("gamma", text -> aboveZero(text));
        model = new ModelSettings(
                quote.choice("model", ModelKind.class),
                gamma,
                "gamma".equals(quote.textOr("xi", "")) ? gamma : quote.read("xi", 0.0, text -> aboveZero(text)),
                quote.decimal("delta", 1e-9, 1e9),
                quote.choice("volatility-source", Origin.class) == Origin.MEASURED,
                quote.figureIfAny("volatility", Units::volatility),
                quote.choice("intensity-source", Origin.class) == Origin.MEASURED,
                quote.figureIfAny("intensity", Units::perSecond),
                quote.figureIfAny("intensity-decay", Units::perTick),
                quote.nanos("horizon", 100_000_000L, 24 * HOUR),
                quote.read(
                        "session-end",
                        ModelSettings.NO_SESSION_END,
                        text -> text.equals("never") ? ModelSettings.NO_SESSION_END : Units.timeOfDay(text)),
                quote.choice("drift", DriftTerm.class),
                exact.count("inventory-limit", 2, 50),
                exact.decimal("recompute-share", 0.001, 1),
                new JoinSettings(
                        join.countOr("improve-spread", "never", 2, 1_000_000),
                        join.decimal("improve-ahead", 0, 1e9),
                        join.decimal("improve-imbalance", 0, 1),
                        "never".equals(join.textOr("stand-back-imbalance", ""))
                                ? JoinSettings.NEVER.standBackImbalance()
                                : join.decimal("stand-back-imbalance", 0.01, 1)));
        wideningSettings = new WideningSettings(
                widening.decimal("factor", 0, 1e6),
                widening.nanos("horizon", 1_000_000L, HOUR),
                widening.figureIfAny("base", Units::volatility),
                widening.distance("cap"));
        adverseSettings = new AdverseSettings(
                adverse.flag("floor"),
                adverse.durations("horizons", 1_000_000L, HOUR),
                adverse.distance("prior"),
                adverse.count("prior-fills", 0, 1_000_000),
                adverse.count("memory", 1, 1_000_000),
                adverse.distance("cap"));
    }

    private static double aboveZero(String text) {
        double value = Units.decimal(text, 0, MOST_GAMMA);
        if (value == 0) {
            throw new IllegalArgumentException(Units.quoted(text) + " is not above 0");
        }
        return value;
    }

    /** Contradictions between keys, and what the chosen model lacks. */
    void check() {
        if (at.sound("model")) {
            requireFigures();
        }
        if (widening.sound("factor", "cap")
                && wideningSettings.factor() > 0
                && wideningSettings.cap().microTicks() == 0
                && wideningSettings.cap().ppb() == 0) {
            widening.problem("cap", "is 0 with a factor above 0: nothing could be added");
        }
        if (adverse.sound("horizons")) {
            horizons();
        }
        if (adverse.sound("prior", "cap")
                && adverseSettings.prior().microTicks() >= adverseSettings.cap().microTicks()
                && adverseSettings.prior().ppb() >= adverseSettings.cap().ppb()
                && !adverseSettings.prior().equals(adverseSettings.cap())) {
            adverse.problem("prior", "is more than adverse-selection.cap, the most that is ever expected");
        }
    }

    private void requireFigures() {
        boolean as = model.kind() == ModelKind.AVELLANEDA_STOIKOV;
        boolean glft = model.kind() == ModelKind.GLFT || model.kind() == ModelKind.GLFT_EXACT;
        String name = model.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        if (as || glft) {
            require("gamma", model.gamma(), "model = " + name + " needs a risk aversion");
        }
        String volatilityFor = as || glft ? "model = " + name : wideningSettings.factor() > 0 ? "widening" : "";
        if (!volatilityFor.isEmpty() && !model.volatilityMeasured()) {
            require("volatility", model.volatility(), volatilityFor + " needs it with volatility-source = configured");
        }
        if ((as || glft) && !model.intensityMeasured()) {
            String why =
                    "model = " + name + " needs it with intensity-source = configured; `flowmaker calibrate` finds it";
            require("intensity-decay", model.intensityDecay(), why);
            if (glft) {
                require("intensity", model.intensity(), why);
            }
        }
        if (glft
                && at.sound("intensity", "intensity-decay")
                && (model.intensity() > 0) != (model.intensityDecay() > 0)) {
            String missing = model.intensity() > 0 ? "intensity-decay" : "intensity";
            require(missing, 0, "A and k belong together");
        }
        if (model.delta() != 1 && model.kind() != ModelKind.GLFT && at.sound("delta")) {
            at.problem("delta", "is for model = glft only: the others count inventory in orders");
        }
    }

    private void require(String key, double figure, String why) {
        if (figure == 0 && at.sound(key)) {
            at.problem(key, "is missing: " + why);
        }
    }

    private void horizons() {
        if (adverseSettings.horizonsNanos().isEmpty()
                || adverseSettings.horizonsNanos().size() > AdverseSettings.MOST_HORIZONS) {
            adverse.problem("horizons", "must be 1 to " + AdverseSettings.MOST_HORIZONS + " durations");
            return;
        }
        for (int i = 1; i < adverseSettings.horizonsNanos().size(); i++) {
            if (adverseSettings.horizonsNanos().get(i)
                    <= adverseSettings.horizonsNanos().get(i - 1)) {
                adverse.problem("horizons", "must ascend, each longer than the one before");
                return;
            }
        }
    }
}
