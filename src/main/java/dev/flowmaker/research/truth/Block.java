package dev.flowmaker.research.truth;

/** Sums over the orders of a stretch of time; stretches are what is drawn anew to say how sure a figure is. */
final class Block {
    static final int HORIZONS = 2;
    /** After a fill, in seconds. */
    static final long[] HORIZON_SECONDS = {1, 10};

    private static final double NANOS_PER_SECOND = 1e9;

    double orders;
    double filled;
    double predicted;
    /** Filled in truth and in prediction. */
    double both;

    double lateSeconds;
    double offSeconds;
    /** Sums of markouts, and of how many: none is known so near the end. */
    private final double[] markout = new double[HORIZONS];

    private final double[] marked = new double[HORIZONS];
    private final double[] predictedMarkout = new double[HORIZONS];
    private final double[] predictedMarked = new double[HORIZONS];

    /**
     * Counts an order that one or both filled or neither.
     *
     * @param mids where the order was
     * @param tapeMids on the tape that its fill is predicted from
     */
    void add(Errand errand, Outcome truth, Outcome prediction, MidGrid mids, MidGrid tapeMids) {
        orders++;
        filled += truth.filled() ? 1 : 0;
        predicted += prediction.filled() ? 1 : 0;
        if (truth.filled() && prediction.filled()) {
            both++;
            double late = (prediction.filledNanos() - truth.filledNanos()) / NANOS_PER_SECOND;
            lateSeconds += late;
            offSeconds += Math.abs(late);
        }
        for (int i = 0; i < HORIZONS; i++) {
            double truly = truth.filled() ? markout(errand, truth, mids, HORIZON_SECONDS[i]) : Double.NaN;
            double told = prediction.filled() ? markout(errand, prediction, tapeMids, HORIZON_SECONDS[i]) : Double.NaN;
            markout[i] += Double.isNaN(truly) ? 0 : truly;
            marked[i] += Double.isNaN(truly) ? 0 : 1;
            predictedMarkout[i] += Double.isNaN(told) ? 0 : told;
            predictedMarked[i] += Double.isNaN(told) ? 0 : 1;
        }
    }

    private static double markout(Errand errand, Outcome outcome, MidGrid mids, long seconds) {
        double mid = mids.at(outcome.filledNanos() + seconds * (long) NANOS_PER_SECOND);
        return errand.side().sign() * (mid - errand.priceTicks());
    }

    void add(Block other) {
        orders += other.orders;
        filled += other.filled;
        predicted += other.predicted;
        both += other.both;
        lateSeconds += other.lateSeconds;
        offSeconds += other.offSeconds;
        for (int i = 0; i < HORIZONS; i++) {
            markout[i] += other.markout[i];
            marked[i] += other.marked[i];
            predictedMarked[i] += other.predictedMarked[i];
            predictedMarkout[i] += other.predictedMarkout[i];
        }
    }

    double rate() {
        return filled / orders;
    }

    /** Share of orders predicted to fill less the share that did. */
    double rateBias() {
        return (predicted - filled) / orders;
    }

    /** Share of the orders that filled and were not predicted to. */
    double missed() {
        return (filled - both) / filled;
    }

    /** Share of the predicted fills that never were. */
    double invented() {
        return (predicted - both) / predicted;
    }

    /** Seconds a predicted fill comes late, mean over orders that filled in both. */
    double timeBias() {
        return lateSeconds / both;
    }

    /** Seconds it is off, mean. */
    double timeError() {
        return offSeconds / both;
    }

    /** Ticks gained after a fill, mean. */
    double markout(int horizon) {
        return markout[horizon] / marked[horizon];
    }

    /** Predicted less true markout, ticks. */
    double markoutBias(int horizon) {
        return predictedMarkout[horizon] / predictedMarked[horizon] - markout(horizon);
    }
}
