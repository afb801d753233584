package dev.flowmaker.exchange.synthetic;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.MarketEvents;
import dev.flowmaker.exchange.SelfTradePrevention;
import dev.flowmaker.exchange.matching.Order;

/**
 * All who take: bursts of market orders with lulls between. A burst leans to one side, so signed flow clusters as it does
 * in real markets, and each order pushes the reference price its way, so flow has lasting impact. An order gives up at a
 * price cap away from the reference and never sweeps the book.
 */
final class EasyTaker implements Participant {
    private static final double NANOS_PER_SECOND = 1e9;
    /** Mean orders in a burst. */
    private static final double BURST_ORDERS = 6;
    /** Share of the mean gap between orders that passes inside bursts. */
    private static final double BURST_TIME_SHARE = 0.15;
    /** Share of a burst's orders on its side. */
    private static final double LEAN = 0.8;
    /** Standard deviation of the logarithm of an order's size. */
    private static final double SIZE_SPREAD = 1.0;

    private static final double MAX_SIZE_FACTOR = 20;
    /** How far a mean order pushes the reference price, of the half-spread. */
    private static final double IMPACT = 0.1;

    private final EasySettings settings;
    private final Instrument instrument;
    private final EasyReference reference;
    private final MarketEvents market;
    private final RandomStream random;
    private final double meanGapNanos;
    private boolean buying;
    private long nextNanos;

    EasyTaker(
            EasySettings settings,
            Instrument instrument,
            EasyReference reference,
            MarketEvents market,
            RandomStream random,
            long startNanos) {
        this.settings = settings;
        this.instrument = instrument;
        this.reference = reference;
        this.market = market;
        this.random = random;
        this.meanGapNanos = NANOS_PER_SECOND / settings.marketOrdersPerSecond();
        this.nextNanos = startNanos + 1 + (long) random.nextExponential(meanGapNanos);
    }

    @Override
    public long nextNanos() {
        return nextNanos;
    }

    @Override
    public void act() {
        boolean leaning = random.nextDouble() < LEAN;
        double size = StrictMath.exp(SIZE_SPREAD * random.nextGaussian() - SIZE_SPREAD * SIZE_SPREAD / 2);
        boolean burstEnds = random.nextDouble() < 1 / BURST_ORDERS;
        boolean nextBuying = random.nextBoolean();
        double gap = random.nextExponential(meanGapNanos);

        take(leaning == buying ? Side.BUY : Side.SELL, Math.min(size, MAX_SIZE_FACTOR));
        if (burstEnds) {
            buying = nextBuying;
            gap *= BURST_ORDERS * (1 - BURST_TIME_SHARE) + BURST_TIME_SHARE;
        } else {
            gap *= BURST_TIME_SHARE;
        }
        nextNanos += 1 + (long) gap;
    }

    private void take(Side side, double size) {
        double cap = settings.halfSpreadTicks() + settings.levels() * settings.levelSpacingTicks() / 2;
        long limitTicks = (long) (reference.ticks() + side.sign() * cap);
        Order order = new Order(
                Order.STREET,
                market.nextVenueOrderId(),
                side,
                Math.min(Math.max(limitTicks, instrument.minPriceTicks()), instrument.maxPriceTicks()),
                Math.max((long) (size * settings.marketOrderLots()), instrument.minLots()),
                SelfTradePrevention.NONE);
        market.submit(order, false);
        reference.push(side.sign() * IMPACT * size * settings.halfSpreadTicks());
    }
}
