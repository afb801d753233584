package dev.flowmaker.core.market;

import java.util.List;

/**
 * Which assets are one and the same thing held at several venues: those of one code, but for perpetuals' positions, whose
 * contracts differ. Their sums are counted in quanta of the coarsest of them, so that they fit wherever each one fits, and
 * rounded to the side that a limit is on.
 */
public final class SameCode {
    private static final long TEN = 10;

    private final int[] unit;
    /** How many quanta one of the coarsest is. */
    private final long[] factors;

    public SameCode(List<Asset> assets, List<Instrument> instruments) {
        boolean[] position = new boolean[assets.size()];
        for (Instrument instrument : instruments) {
            position[instrument.baseAsset()] |= instrument.isPerpetual();
        }
        unit = new int[assets.size()];
        factors = new long[assets.size()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = i;
            for (int j = 0; j < unit.length && !position[i]; j++) {
                boolean same = assets.get(j).code().equals(assets.get(i).code()) && !position[j];
                if (same && coarser(assets, j, unit[i])) {
                    unit[i] = j;
                }
            }
            factors[i] = 1;
            for (int scale = assets.get(unit[i]).scale(); scale < assets.get(i).scale(); scale++) {
                factors[i] = StrictMath.multiplyExact(factors[i], TEN);
            }
        }
    }

    /** Of those as coarse the first, so that all of one code agree. */
    private static boolean coarser(List<Asset> assets, int one, int other) {
        int difference = assets.get(one).scale() - assets.get(other).scale();
        return difference < 0 || (difference == 0 && one < other);
    }

    /** The asset in whose quanta all of this one's code are counted. */
    public int unit(int asset) {
        return unit[asset];
    }

    public boolean same(int one, int other) {
        return unit[one] == unit[other];
    }

    /** Quanta of an asset in those that are counted, rounded up. */
    public long up(int asset, long quanta) {
        return factors[asset] == 1 ? quanta : -StrictMath.floorDiv(-quanta, factors[asset]);
    }

    /** The same rounded down. */
    public long down(int asset, long quanta) {
        return factors[asset] == 1 ? quanta : StrictMath.floorDiv(quanta, factors[asset]);
    }

    /** What was counted in quanta of an asset; the largest there is where it does not fit, which no limit reaches. */
    public long of(int asset, long counted) {
        long factor = factors[asset];
        if (StrictMath.abs(counted) > Long.MAX_VALUE / factor) {
            return counted > 0 ? Long.MAX_VALUE / 2 : -Long.MAX_VALUE / 2;
        }
        return counted * factor;
    }
}
