package dev.flowmaker.research.ablation;

import dev.flowmaker.core.signal.SignalKind;
import java.util.List;

/**
 * One choice of signals, and of how their weights are found.
 *
 * @param use signals, none for the quotes without any
 */
public record Variant(String title, List<SignalKind> use, Weights weights) {
    /** Title of what uses all signals. */
    static final String FULL = "full alpha";

    /** Where weights come from. */
    public enum Weights {
        /** Nothing is weighed. */
        NONE("off", "off"),
        /** Learned as the session goes, each forecast before its outcome. */
        FITTED("fitted", "fitted"),
        /** By regression on the first half, and kept. */
        FIXED("fixed", "fixed"),
        /** Those with the other sign: a shift as large that foretells the opposite. What it changes is not what is foretold. */
        REVERSED("reversed", "fixed");

        private final String text;
        private final String mode;

        Weights(String text, String mode) {
            this.text = text;
            this.mode = mode;
        }

        /** For tables. */
        public String text() {
            return text;
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
        return weights == Weights.NONE ? title : title + ", " + weights.text();
    }
}
