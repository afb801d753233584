package dev.flowmaker.research.study;

import dev.flowmaker.core.signal.MicroPriceGrid;
import dev.flowmaker.core.signal.SignalSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.jspecify.annotations.Nullable;

/**
 * The micro-price's distance from the mid by state: G₁ = (1−Q)⁻¹R₁k, B = (1−Q)⁻¹R₂, G* = Σ BⁱG₁ over six terms. Q are
 * steps that leave the mid, R₁ and R₂ those that move it by at most as many ticks as the grid has spreads. Stoikov (2018).
 */
final class MicroPriceFit {
    private static final int TERMS = 6;

    private final MicroPriceGrid grid;
    /** By state; 0 in states never seen. */
    private final double[] adjustmentTicks;

    private MicroPriceFit(MicroPriceGrid grid, double[] adjustmentTicks) {
        this.grid = grid;
        this.adjustmentTicks = adjustmentTicks;
    }

    MicroPriceGrid grid() {
        return grid;
    }

    /** Null when the steps determine nothing. */
    static @Nullable MicroPriceFit of(MicroPriceEstimator estimator, int spreads) {
        MicroPriceGrid grid = new MicroPriceGrid(estimator.grid().buckets(), spreads);
        int size = grid.states();
        int largest = 2 * spreads;
        long[] steps = new long[size];
        double[][] leave = new double[size][size];
        double[][] move = new double[size][size];
        double[] change = new double[size];
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                for (int moved = -largest; moved <= largest; moved++) {
                    int count = estimator.steps(from, to, moved);
                    steps[from] += count;
                    (moved == 0 ? leave : move)[from][to] += count;
                    change[from] += count * moved / 2.0;
                }
            }
        }
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                double share = steps[from] == 0 ? 0 : 1.0 / steps[from];
                leave[from][to] = (from == to ? 1 : 0) - leave[from][to] * share;
                move[from][to] *= share;
            }
            change[from] *= steps[from] == 0 ? 0 : 1.0 / steps[from];
        }
        return solve(grid, leave, move, change);
    }

    private static @Nullable MicroPriceFit solve(
            MicroPriceGrid grid, double[][] leave, double[][] move, double[] change) {
        try {
            DecompositionSolver solver = new LUDecomposition(new Array2DRowRealMatrix(leave, false)).getSolver();
            RealMatrix moved = new Array2DRowRealMatrix(move, false);
            RealVector term = solver.solve(new ArrayRealVector(change, false));
            RealVector sum = term;
            for (int i = 1; i < TERMS; i++) {
                term = solver.solve(moved.operate(term));
                sum = sum.add(term);
            }
            return new MicroPriceFit(grid, sum.toArray());
        } catch (MathRuntimeException e) {
            return null;
        }
    }

    /** Micro-price minus mid, ticks; 0 outside the grid. */
    double adjustment(long bidLots, long askLots, long spreadTicks) {
        int state = grid.state(bidLots, askLots, spreadTicks);
        return state == MicroPriceGrid.OUTSIDE ? 0 : adjustmentTicks[state];
    }

    /** As the engine's signal takes it. */
    SignalSettings.MicroPriceTable table() {
        List<Double> ticks = new ArrayList<>();
        for (int spread = 1; spread <= grid.spreads(); spread++) {
            for (double tick : ofSpread(spread)) {
                ticks.add(tick);
            }
        }
        return new SignalSettings.MicroPriceTable(grid.buckets(), grid.spreads(), List.copyOf(ticks));
    }

    /** The adjustments of one spread, 1 being the least, by bucket. */
    double[] ofSpread(int spreadTicks) {
        int from = (spreadTicks - 1) * grid.buckets();
        return Arrays.copyOfRange(adjustmentTicks, from, from + grid.buckets());
    }
}
