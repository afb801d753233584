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
    final double[] markout = new double[HORIZONS];
    final double[] predictedMarkout = new double[HORIZONS];

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
            markout[i] += truth.filled() ? markout(errand, truth, mids, HORIZON_SECONDS[i]) : 0;
            predictedMarkout[i] += prediction.filled() ? markout(errand, prediction, tapeMids, HORIZON_SECONDS[i]) : 0;
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
        return markout[horizon] / filled;
    }

    /** Predicted less true markout, ticks. */
    double markoutBias(int horizon) {
        return predictedMarkout[horizon] / predicted - markout[horizon] / filled;
    }
}
