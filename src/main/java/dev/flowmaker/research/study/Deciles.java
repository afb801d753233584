package dev.flowmaker.research.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The mid's response by tenths of the flow, over bins in which something happened. */
final class Deciles {
    private static final int PARTS = 10;

    private Deciles() {}

    static List<BinStudy.Decile> of(BinTable table, Samples samples) {
        double[] flows = new double[samples.rows()];
        int count = 0;
        for (int row = 0; row < samples.rows(); row++) {
            if (table.events(samples.bin(row)) > 0) {
                flows[count++] = samples.flow(samples.bin(row));
            }
        }
        double[] sorted = Arrays.copyOf(flows, count);
        Arrays.sort(sorted);
        double[] flow = new double[PARTS];
        double[] change = new double[PARTS];
        int[] bins = new int[PARTS];
        for (int row = 0; row < samples.rows(); row++) {
            int bin = samples.bin(row);
            if (table.events(bin) > 0) {
                int part = part(sorted, samples.flow(bin));
                flow[part] += samples.flow(bin);
                change[part] += samples.change(bin);
                bins[part]++;
            }
        }
        List<BinStudy.Decile> deciles = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            if (bins[part] > 0) {
                deciles.add(
                        new BinStudy.Decile(part + 1, flow[part] / bins[part], change[part] / bins[part], bins[part]));
            }
        }
        return deciles;
    }

    /** Equal flows share the tenth that the middle of them falls into. */
    private static int part(double[] sorted, double flow) {
        int below = below(sorted, flow);
        int upTo = below(sorted, Math.nextUp(flow));
        return (int) (((long) below + upTo - 1) * PARTS / (2L * sorted.length));
    }

    private static int below(double[] sorted, double flow) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < flow) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
