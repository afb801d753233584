package dev.flowmaker.exchange.synthetic;

/**
 * Sides of takers' orders with a long memory: pieces of a few large orders under way at a time, whose numbers of pieces
 * have a fat tail (Lillo, Mike and Farmer 2005).
 */
final class Signs {
    private static final double MOST_PIECES = 1e5;

    private final FlowSettings.Takers takers;
    private final RandomStream random;
    private final int[] signs;
    private final long[] pieces;

    Signs(FlowSettings.Takers takers, RandomStream random) {
        this.takers = takers;
        this.random = random;
        this.signs = new int[takers.parents()];
        this.pieces = new long[takers.parents()];
        for (int i = 0; i < signs.length; i++) {
            begin(i);
        }
    }

    private void begin(int parent) {
        signs[parent] = random.nextBoolean() ? 1 : -1;
        double share = 1 - random.nextDouble();
        double count = takers.leastPieces() * StrictMath.pow(share, -1 / takers.pieceTail());
        pieces[parent] = (long) Math.min(count, MOST_PIECES);
    }

    /** What the next sign is to be expected, −1 to 1. */
    double expected() {
        double sum = 0;
        for (int sign : signs) {
            sum += sign;
        }
        return sum / signs.length;
    }

    /** 1 for a buyer, −1 for a seller. */
    int next() {
        int parent = random.nextInt(signs.length);
        int sign = signs[parent];
        if (--pieces[parent] <= 0) {
            begin(parent);
        }
        return sign;
    }
}
