package dev.flowmaker.research.study;

import dev.flowmaker.core.signal.Alpha;
import dev.flowmaker.core.signal.Signals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the engine's signals and alphas were on a grid of time, with the mid then and later. */
final class EngineSamples implements EngineSignals.Looker {
    private static final double MICRO = 1e6;

    /** One moment: signals, then alphas in ticks. */
    private record Sample(long timeNanos, long mid2, List<Double> values) {}

    private final List<Sample> samples = new ArrayList<>();
    private final List<Long> breaks = new ArrayList<>();
    private final MidSeries mids;
    private int signals;

    EngineSamples(long stepNanos) {
        mids = new MidSeries(stepNanos);
    }

    @Override
    public void look(long timeNanos, Signals from, List<Alpha> alphas, long mid2Ticks) {
        signals = from.size();
        List<Double> values = new ArrayList<>(signals + alphas.size());
        for (int i = 0; i < signals; i++) {
            values.add(from.valueAt(i, timeNanos));
        }
        for (Alpha alpha : alphas) {
            values.add(alpha.evaluate(timeNanos, from) / MICRO);
        }
        samples.add(new Sample(timeNanos, mid2Ticks, values));
    }

    @Override
    public void mid(long timeNanos, long mid2Ticks) {
        mids.state(timeNanos, mid2Ticks);
    }

    @Override
    public void broke(long timeNanos) {
        breaks.add(timeNanos);
    }

    int size() {
        return samples.size();
    }

    int signals() {
        return signals;
    }

    /** Time of the first sample of the second half; there must be one. */
    long splitNanos() {
        return samples.get(samples.size() / 2).timeNanos;
    }

    /** Samples whose response is known, no break between, in the order of time. */
    Selection at(long horizonNanos) {
        int[] rows = new int[samples.size()];
        int count = 0;
        int next = 0;
        for (int row = 0; row < samples.size(); row++) {
            long from = samples.get(row).timeNanos;
            while (next < breaks.size() && breaks.get(next) <= from) {
                next++;
            }
            boolean whole = next == breaks.size() || breaks.get(next) > from + horizonNanos;
            if (whole && mids.covers(from + horizonNanos)) {
                rows[count++] = row;
            }
        }
        return new Selection(Arrays.copyOf(rows, count), horizonNanos);
    }

    /** The samples of one horizon. */
    final class Selection {
        private final int[] rows;
        private final long horizonNanos;

        private Selection(int[] rows, long horizonNanos) {
            this.rows = rows;
            this.horizonNanos = horizonNanos;
        }

        int size() {
            return rows.length;
        }

        double value(int row, int column) {
            return samples.get(rows[row]).values.get(column);
        }

        /** Change of the mid over the horizon, ticks. */
        double change(int row) {
            Sample sample = samples.get(rows[row]);
            return (mids.mid2(sample.timeNanos + horizonNanos) - sample.mid2) / 2.0;
        }

        /** First row of the second half of all samples. */
        int half() {
            int middle = samples.size() / 2;
            int row = 0;
            while (row < rows.length && rows[row] < middle) {
                row++;
            }
            return row;
        }

        /** Rows of the first half whose response was known by its end. */
        int past() {
            int half = half();
            if (half == rows.length) {
                return half;
            }
            long splitNanos = samples.get(rows[half]).timeNanos;
            int row = half;
            while (row > 0 && samples.get(rows[row - 1]).timeNanos + horizonNanos > splitNanos) {
                row--;
            }
            return row;
        }

        /** These columns against the change. */
        Ols.Sample of(int... columns) {
            return new Ols.Sample() {
                @Override
                public int rows() {
                    return rows.length;
                }

                @Override
                public int columns() {
                    return columns.length;
                }

                @Override
                public double read(int row, double[] x) {
                    for (int i = 0; i < columns.length; i++) {
                        x[i] = value(row, columns[i]);
                    }
                    return change(row);
                }
            };
        }
    }
}
