package dev.flowmaker.core.quote;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.market.Instrument;

/**
 * Prices and sizes of every quote: what the chosen model says, no nearer than fees and expected markout allow, wider with
 * volatility, in several levels, and each price the exact sum of its parts.
 *
 * <p>Use: {@link #prepare} once an evaluation, then the rest, which speaks of it.
 */
public final class QuotePricer {
    private static final long MICRO = PriceParts.MICRO;
    private static final double SECOND = 1e9;

    private final QuoteSettings settings;
    private final Distance makerRebate;
    private final AdverseSelection adverse;
    private final QuoteModel model;
    private final ModelInput input;
    private final double rootHorizon;

    private QuoteInput in = new QuoteInput();
    private long widening;
    private long spacing;
    private long feeFloor;
    private long fee;
    private final long[] markout = new long[2];

    public QuotePricer(Instrument instrument, QuoteSettings settings, AdverseSelection adverse) {
        this.settings = settings;
        this.adverse = adverse;
        makerRebate = new Distance(0, -instrument.makerFeePpb());
        model = QuoteModel.of(settings);
        long orderQuanta = StrictMath.multiplyExact(settings.levelLots().get(0), instrument.baseQuantaPerLot());
        input = new ModelInput(settings.model(), orderQuanta);
        rootHorizon = StrictMath.sqrt(settings.widening().horizonNanos() / SECOND);
    }

    /** Takes in one evaluation; says whether there is a price for it. */
    public Readiness prepare(QuoteInput newInput) {
        in = newInput;
        input.read(in);
        fee = settings.feeFloor() ? -makerRebate.microTicksAt(in.mid2Ticks) : 0;
        feeFloor = settings.feeFloor() ? fee + settings.minEdge().microTicksAt(in.mid2Ticks) : 0;
        for (int side = 0; side < 2; side++) {
            markout[side] = settings.adverse().floor()
                    ? adverse.expectedMicroTicks(side == 0 ? Side.BUY : Side.SELL, in.mid2Ticks)
                    : 0;
            input.leastHalf[side] = feeFloor + markout[side];
        }
        if (settings.widening().factor() > 0 && input.sigma == 0) {
            return Readiness.NO_VOLATILITY;
        }
        widening = widening();
        spacing = settings.levelSpacing().microTicksAt(in.mid2Ticks);
        return model.prepare(input);
    }

    private long widening() {
        WideningSettings w = settings.widening();
        if (w.factor() == 0) {
            return 0;
        }
        double above = StrictMath.max(0, input.sigma - w.base());
        return StrictMath.min(w.cap().microTicksAt(in.mid2Ticks), MicroTicks.of(w.factor() * above * rootHorizon));
    }

    /** Fills {@code out} with the parts of one quote's price; they sum to a whole number of ticks. */
    public void price(Side side, int level, PriceParts out) {
        out.clear();
        long outward = -side.sign();
        long half = model.halfSpreadMicroTicks(side);
        long queue = model.queueMicroTicks(side);
        long distance = half + widening + queue;
        long afterFees = StrictMath.max(distance, feeFloor);
        long least = feeFloor + markout[side.ordinal()];
        out.set(PartKind.MID, in.mid2Ticks * (MICRO / 2));
        out.set(PartKind.ALPHA, in.alphaMicroTicks);
        out.set(PartKind.DRIFT, model.driftMicroTicks());
        out.set(PartKind.INVENTORY, model.inventoryMicroTicks(side));
        out.set(PartKind.HALF_SPREAD, outward * half);
        out.set(PartKind.VOLATILITY, outward * widening);
        out.set(PartKind.QUEUE, outward * queue);
        out.set(PartKind.FEE_FLOOR, outward * (afterFees - distance));
        out.set(PartKind.ADVERSE_SELECTION, outward * StrictMath.max(0, least - afterFees));
        out.set(PartKind.LEVEL_OFFSET, outward * level * spacing);
        long wanted = out.sum();
        long limited = side == Side.BUY
                ? StrictMath.min(wanted, settings.maxPriceTicks() * MICRO)
                : StrictMath.max(wanted, settings.minPriceTicks() * MICRO);
        out.set(PartKind.PRICE_LIMIT, limited - wanted);
        long passive = side == Side.BUY
                ? StrictMath.min(limited, (in.bestAskTicks - 1) * MICRO)
                : StrictMath.max(limited, (in.bestBidTicks + 1) * MICRO);
        out.set(PartKind.POST_ONLY, passive - limited);
        long ticks = side == Side.BUY ? StrictMath.floorDiv(passive, MICRO) : -StrictMath.floorDiv(-passive, MICRO);
        out.set(PartKind.ROUNDING, ticks * MICRO - passive);
    }

    /** Where the middle of our quotes is: mid, alpha, drift and the bid's inventory shift, millionths of a tick. */
    public long fairMicroTicks() {
        return fairMicroTicks(Side.BUY);
    }

    private long fairMicroTicks(Side side) {
        return in.mid2Ticks * (MICRO / 2)
                + in.alphaMicroTicks
                + model.driftMicroTicks()
                + model.inventoryMicroTicks(side);
    }

    /** What an order at this price keeps of its distance to the middle after fee and expected markout. */
    public long edgeMicroTicks(Side side, long priceTicks) {
        long distance = side.sign() * (fairMicroTicks(side) - priceTicks * MICRO);
        return distance - fee - markout[side.ordinal()];
    }

    /** Whether the model quotes this side at this inventory. */
    public boolean quotes(Side side) {
        return model.quotes(side);
    }

    /** Wanted size of one quote: the configured one, less on the side that would take inventory further from target. */
    public long lots(Side side, int level) {
        long full = settings.levelLots().get(level);
        long away = StrictMath.max(0, in.inventoryPpm * side.sign());
        long keptPpm = MICRO - StrictMath.multiplyExact(away, settings.sizeSkewPpm()) / MICRO;
        return StrictMath.multiplyExact(full, keptPpm) / MICRO;
    }

    /** σ that was quoted with, ticks per square root of a second; 0 while not known. */
    public double volatility() {
        return input.sigma;
    }

    /** A that was quoted with, per second; 0 while not known. */
    public double intensity() {
        return input.a;
    }

    /** k that was quoted with, per tick; 0 while not known. */
    public double intensityDecay() {
        return input.k;
    }

    public void visitState(StateVisitor visitor) {
        model.visitState(visitor);
    }
}
