package dev.flowmaker.core.market;

import java.util.List;

/**
 * Which assets are one and the same thing held at several venues: those of one code, but for perpetuals' positions, whose
 * contracts differ. Their sums are counted in quanta of the finest of them, of which the others' are whole numbers.
 */
public final class SameCode {
    private static final long TEN = 10;

    private final int[] finest;
    /** Quanta of the finest that one quantum is. */
    private final long[] factors;

    public SameCode(List<Asset> assets, List<Instrument> instruments) {
        boolean[] position = new boolean[assets.size()];
        for (Instrument instrument : instruments) {
            position[instrument.baseAsset()] |= instrument.isPerpetual();
        }
        finest = new int[assets.size()];
        factors = new long[assets.size()];
        for (int i = 0; i < finest.length; i++) {
            finest[i] = i;
            for (int j = 0; j < finest.length && !position[i]; j++) {
                boolean same = assets.get(j).code().equals(assets.get(i).code()) && !position[j];
                if (same && finer(assets, j, finest[i])) {
                    finest[i] = j;
                }
            }
            factors[i] = 1;
            for (int scale = assets.get(i).scale();
                    scale < assets.get(finest[i]).scale();
                    scale++) {
                factors[i] = StrictMath.multiplyExact(factors[i], TEN);
            }
        }
    }

    /** Of those as fine the first, so that all of one code agree. */
    private static boolean finer(List<Asset> assets, int one, int other) {
        int difference = assets.get(one).scale() - assets.get(other).scale();
        return difference > 0 || (difference == 0 && one < other);
    }

    /** The asset in whose quanta all of this one's code are counted. */
    public int finest(int asset) {
        return finest[asset];
    }

    public boolean same(int one, int other) {
        return finest[one] == finest[other];
    }

    /** Quanta of an asset in quanta of the finest. */
    public long sum(int asset, long quanta) {
        return factors[asset] == 1 ? quanta : StrictMath.multiplyExact(quanta, factors[asset]);
    }

    /** The reverse, rounded up. */
    public long up(int asset, long sum) {
        return factors[asset] == 1 ? sum : -StrictMath.floorDiv(-sum, factors[asset]);
    }

    /** The reverse, rounded down. */
    public long down(int asset, long sum) {
        return factors[asset] == 1 ? sum : StrictMath.floorDiv(sum, factors[asset]);
    }
}
