package dev.flowmaker.research.ablation;

import dev.flowmaker.core.signal.SignalKind;
import java.util.List;

/**
 * One choice of signals, and of how their weights are found.
 *
 * @param use signals, none for the quotes without any
 */
public record Variant(String title, List<SignalKind> use, Weights weights) {
    /** Where weights come from. */
    public enum Weights {
        /** Nothing is weighed. */
        NONE("off"),
        /** Learned as the session goes, each forecast before its outcome. */
        FITTED("fitted"),
        /** By regression on the first half, and kept. */
        FIXED("fixed");

        private final String mode;

        Weights(String mode) {
            this.mode = mode;
        }

        /** As {@code alpha.mode} has it. */
        public String mode() {
            return mode;
        }
    }

    public Variant {
        use = List.copyOf(use);
    }

    /** For tables. */
    public String text() {
        return weights == Weights.NONE ? title : title + ", " + weights.mode();
    }
}
