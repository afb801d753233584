package dev.flowmaker.exchange;

import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.matching.QueueModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How fills of orders in recorded markets are told: who of a level's queue leaves when its quantity falls without a trade.
 * With f before and b behind our order, in units of the base asset, the share of those who leave that stood behind us is
 * as the kind says. The models are those of hftbacktest, under its names.
 *
 * @param n exponent of the power models; 0 for the others
 */
public record FillModel(Kind kind, double n) {
    /** The family a model is of. */
    public enum Kind {
        /** All of it, as long as anybody is behind us: fewest fills. */
        RISK_AVERSE("risk-averse", 0),
        /** bⁿ / (bⁿ + fⁿ). */
        POWER("power", 2),
        /** bⁿ / (b + f)ⁿ. */
        POWER_2("power-2", 2),
        /** 1 − (f / (f + b))ⁿ. */
        POWER_3("power-3", 3),
        /** ln(1 + b) / (ln(1 + b) + ln(1 + f)). */
        LOG("log", 0),
        /** ln(1 + b) / ln(1 + b + f). */
        LOG_2("log-2", 0);

        private final String text;
        private final double usual;

        Kind(String text, double usual) {
            this.text = text;
            this.usual = usual;
        }
    }

    /** The careful one. */
    public static final FillModel RISK_AVERSE = of(Kind.RISK_AVERSE);
    /** One of each kind, with its usual exponent. */
    public static final List<FillModel> ALL =
            Arrays.stream(Kind.values()).map(FillModel::of).toList();

    private static final double MOST = 100;

    public FillModel {
        boolean takesOne = kind.usual != 0;
        if (takesOne ? !(n > 0 && n <= MOST) : n != 0) {
            throw new IllegalArgumentException(
                    kind.text + (takesOne ? " takes an exponent above 0 and at most 100" : " takes no exponent"));
        }
    }

    /** The kind with its usual exponent. */
    public static FillModel of(Kind kind) {
        return new FillModel(kind, kind.usual);
    }

    /**
     * Reads {@code NAME} or {@code NAME:n}.
     *
     * @throws IllegalArgumentException when there is no such model; says which there are
     */
    public static FillModel parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        for (Kind kind : Kind.values()) {
            if (kind.text.equals(name)) {
                return colon < 0 ? of(kind) : new FillModel(kind, exponent(text, text.substring(colon + 1)));
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not a fill model; there are "
                + Arrays.stream(Kind.values())
                        .map(kind -> kind.text + (kind.usual == 0 ? "" : "[:n]"))
                        .collect(Collectors.joining(", ")));
    }

    private static double exponent(String text, String number) {
        try {
            return new BigDecimal(number).doubleValue();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' has no number after its colon, as in power:2", e);
        }
    }

    /** Reads {@code all}, or models with commas between them. */
    public static List<FillModel> parseList(String text) {
        if (text.equals("all")) {
            return ALL;
        }
        List<FillModel> models = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            FillModel model = parse(each.strip());
            if (models.contains(model)) {
                throw new IllegalArgumentException("'" + model.text() + "' is there twice");
            }
            models.add(model);
        }
        return List.copyOf(models);
    }

    /** As the command line and the configuration call it. */
    public String text() {
        return kind.text
                + (n == 0
                        ? ""
                        : ":" + BigDecimal.valueOf(n).stripTrailingZeros().toPlainString());
    }

    /** The model for a market: it counts in lots, the logarithms in units of the base asset. */
    public QueueModel queue(Instrument instrument) {
        return queue(Double.parseDouble(instrument.lot().toString()));
    }

    QueueModel queue(double lot) {
        return switch (kind) {
            case RISK_AVERSE -> QueueModel.RISK_AVERSE;
            case POWER -> QueueModel.splitting((f, b) -> 1 / (1 + power(f / b)));
            case POWER_2 -> QueueModel.splitting((f, b) -> power(b / (b + f)));
            case POWER_3 -> QueueModel.splitting((f, b) -> 1 - power(f / (f + b)));
            case LOG -> QueueModel.splitting((f, b) -> log(b * lot) / (log(b * lot) + log(f * lot)));
            case LOG_2 -> QueueModel.splitting((f, b) -> log(b * lot) / log((b + f) * lot));
        };
    }

    private double power(double x) {
        return StrictMath.pow(x, n);
    }

    private static double log(double x) {
        return StrictMath.log1p(x);
    }
}
