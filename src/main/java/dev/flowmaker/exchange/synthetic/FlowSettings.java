package dev.flowmaker.exchange.synthetic;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Instrument;

/**
 * A synthetic market's seed and temper. Sizes are lognormal, of a median and a standard deviation of the logarithm.
 *
 * @param seed the same seed gives the same participants
 * @param startPriceTicks best bid at the start
 */
public record FlowSettings(long seed, long startPriceTicks, Takers takers, Moves moves, Touch touch, Ladder ladder) {
    /** What one lot of {@link #bitcoin} is worth where it starts, quote. */
    private static final double BITCOIN_LOT_VALUE = 0.6;

    /**
     * Who takes: a self-exciting process, whose signs are those of large orders cut into pieces.
     *
     * @param baseRate arrivals a second that nothing excited
     * @param fastBranching further arrivals that one excites within {@code fastSeconds}, mean
     * @param slowBranching the same within {@code slowSeconds}; the sum is below 1
     * @param parents large orders under way at a time
     * @param leastPieces pieces of the smallest large order
     * @param pieceTail exponent of the distribution of their number of pieces
     * @param lots median of a piece
     */
    public record Takers(
            double baseRate,
            double fastBranching,
            double fastSeconds,
            double slowBranching,
            double slowSeconds,
            int parents,
            double leastPieces,
            double pieceTail,
            double lots,
            double lotsSpread) {
        private Takers scaled(double perLot) {
            return new Takers(
                    baseRate,
                    fastBranching,
                    fastSeconds,
                    slowBranching,
                    slowSeconds,
                    parents,
                    leastPieces,
                    pieceTail,
                    lots * perLot,
                    lotsSpread);
        }
    }

    /**
     * How the best prices move: pressure builds up in one direction or the other, both as likely whatever was taken before,
     * until a taker of that side moves them. So long-lived flow makes no trend.
     *
     * @param pressureChance that a taker's order brings pressure up, while there is none
     * @param moveChance that a taker's order moves the prices the way they are pressed
     * @param momentum chance that the pressure goes on after a move
     * @param cascadeChance {@code moveChance} while it goes on
     * @param tickShare share of moves by one tick
     * @param ticks median of the others
     * @param excitement arrivals that a taker who moves them excites, in those of others
     * @param pulled share of the orders in the way that leave before they are hit
     * @param sweepLots most that one order trades on its way
     */
    public record Moves(
            double pressureChance,
            double moveChance,
            double momentum,
            double cascadeChance,
            double tickShare,
            double ticks,
            double ticksSpread,
            double excitement,
            double pulled,
            double sweepLots) {
        private Moves scaled(double perTick, double perLot) {
            return new Moves(
                    pressureChance,
                    moveChance,
                    momentum,
                    cascadeChance,
                    tickShare,
                    ticks * perTick,
                    ticksSpread,
                    excitement,
                    pulled,
                    sweepLots * perLot);
        }
    }

    /**
     * Who quotes the best prices.
     *
     * @param rate orders a second and side that join
     * @param lots median of one
     * @param fleetingShare of them that live for {@code fleetingSeconds}, mean; the others for {@code patientSeconds}
     * @param lean share of those who would join the pressed side that join the other instead
     * @param retreatSeconds within which those on the pressed side leave, mean
     * @param behind orders that come along after a move, mean
     * @param behindSeconds within which they come, mean
     * @param ahead orders that come to the other side after a move, mean
     * @param aheadSeconds within which they come, mean
     * @param watchRate times a second that somebody looks whether a best price is left alone, and quotes it
     * @param left share of those at the old best price who stay there
     */
    public record Touch(
            double rate,
            double lots,
            double lotsSpread,
            double fleetingShare,
            double fleetingSeconds,
            double patientSeconds,
            double lean,
            double retreatSeconds,
            double behind,
            double behindSeconds,
            double ahead,
            double aheadSeconds,
            double watchRate,
            double left) {
        private Touch scaled(double perLot) {
            return new Touch(
                    rate,
                    lots * perLot,
                    lotsSpread,
                    fleetingShare,
                    fleetingSeconds,
                    patientSeconds,
                    lean,
                    retreatSeconds,
                    behind,
                    behindSeconds,
                    ahead,
                    aheadSeconds,
                    watchRate,
                    left);
        }
    }

    /**
     * Who quotes behind them.
     *
     * @param spacingTicks mean distance from one order to the next
     * @param reachTicks how far they are that close; from there on farther and farther apart
     * @param lots median of one
     * @param seconds mean life of one near the best price; farther out longer
     */
    public record Ladder(double spacingTicks, double reachTicks, double lots, double lotsSpread, double seconds) {
        private Ladder scaled(double perTick, double perLot) {
            return new Ladder(spacingTicks * perTick, reachTicks * perTick, lots * perLot, lotsSpread, seconds);
        }
    }

    /** Like BTC/USDT on Binance's spot market in August 2024: tick 0.01, lot 0.00001. docs/synthetic-market.md. */
    public static FlowSettings bitcoin(long seed) {
        return new FlowSettings(
                seed,
                6_000_000,
                new Takers(1.95, 0.57, 0.025, 0.18, 0.78, 2, 2, 1.65, 320, 2.16),
                new Moves(0.185, 0.213, 0.262, 0.54, 0.1, 375, 0.9, 2, 0.815, 2_000_000),
                new Touch(3.5, 26_000, 1.12, 0.34, 0.355, 2.34, 0.97, 0.38, 10, 0.03, 0.9, 1, 16, 0.06),
                new Ladder(36, 2_000, 4_900, 1.38, 0.86));
    }

    /** The same, from another price. */
    public FlowSettings from(long priceTicks) {
        return new FlowSettings(seed, priceTicks, takers, moves, touch, ladder);
    }

    /**
     * The same market, as wide and as deep, in a perpetual's ticks and contracts.
     *
     * @param fromTicks best bid at the start
     */
    public FlowSettings of(Instrument perpetual, long fromTicks) {
        double perTick = (double) fromTicks / startPriceTicks;
        double lot = value(perpetual.lot()) * value(perpetual.contract().size());
        double price = perpetual.contract().isInverse() ? 1 : fromTicks * value(perpetual.tick());
        double perLot = BITCOIN_LOT_VALUE / (lot * price);
        return new FlowSettings(
                seed,
                fromTicks,
                takers.scaled(perLot),
                moves.scaled(perTick, perLot),
                touch.scaled(perLot),
                ladder.scaled(perTick, perLot));
    }

    private static double value(Decimal decimal) {
        return decimal.mantissa() / StrictMath.pow(10, decimal.scale());
    }
}
