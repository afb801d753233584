package dev.flowmaker.core.quote;

/**
 * One evaluation in the models' units: ticks, seconds, and units of inventory of which one order of the first level is Δ.
 * Where a figure is to be measured and is not known yet, the configured one stands in; without one it is 0, not known.
 */
final class ModelInput {
    private static final double SECOND = 1e9;
    /** A measurement beyond this is none. */
    private static final double MOST = 1e9;

    private static final long DAY = 86_400_000_000_000L;

    private final ModelSettings settings;
    private final double quantaPerUnit;

    /** The evaluation as the engine sees it. */
    QuoteInput market = new QuoteInput();
    /** σ, ticks per square root of a second; 0 while not known. */
    double sigma;
    /** A, per second; 0 while not known. */
    double a;
    /** k, per tick; 0 while not known. */
    double k;
    /** Base held minus target. */
    double q;
    /** T − t, seconds. */
    double timeLeft;
    /** Drift μ, ticks per second. */
    double mu;
    /** How long alpha foretells it to last, seconds. */
    double driftTime;
    /** By side, what fees and expected markout ask the half-spread to be at least; millionths of a tick. */
    final long[] leastHalf = new long[2];

    /** @param orderQuanta one order of the first level, base quanta */
    ModelInput(ModelSettings settings, long orderQuanta) {
        this.settings = settings;
        quantaPerUnit = orderQuanta / settings.delta();
    }

    void read(QuoteInput in) {
        market = in;
        sigma = settings.volatilityMeasured() ? known(in.volatility, settings.volatility()) : settings.volatility();
        boolean measured = settings.intensityMeasured() && usable(in.intensity) && usable(in.intensityDecay);
        a = measured ? in.intensity : settings.intensity();
        k = measured ? in.intensityDecay : settings.intensityDecay();
        q = in.inventoryQuanta / quantaPerUnit;
        timeLeft = timeLeftNanos(in.nowNanos) / SECOND;
        driftTime = in.alphaHorizonNanos / SECOND;
        mu = in.alphaHorizonNanos > 0 ? in.alphaMicroTicks / (double) PriceParts.MICRO / driftTime : 0;
    }

    /**
     * What alpha moves the fair value beyond itself, within the cap.
     *
     * @param lasting seconds of drift that the model's term makes of one that lasts
     * @param foretold the same of one that ends when alpha's horizon does
     */
    long beyondAlpha(double lasting, double foretold) {
        long alpha = market.alphaMicroTicks;
        if (settings.drift() == DriftTerm.OFF || mu == 0) {
            return 0;
        }
        double ticks = mu * (settings.drift() == DriftTerm.LASTING ? lasting : foretold);
        long cap = StrictMath.max(market.alphaCapMicroTicks, StrictMath.abs(alpha));
        return StrictMath.max(-cap, StrictMath.min(cap, MicroTicks.of(ticks))) - alpha;
    }

    private long timeLeftNanos(long nowNanos) {
        if (settings.sessionEndNanos() == ModelSettings.NO_SESSION_END) {
            return settings.horizonNanos();
        }
        long toEnd = StrictMath.floorMod(settings.sessionEndNanos() - nowNanos, DAY);
        return StrictMath.min(settings.horizonNanos(), toEnd);
    }

    private static double known(double measured, double otherwise) {
        return usable(measured) ? measured : otherwise;
    }

    private static boolean usable(double figure) {
        return figure > 0 && figure <= MOST;
    }
}
