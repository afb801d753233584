package dev.flowmaker.core.engine;

/**
 * What is done when the venue halts a market, changes its rules, or ends it.
 *
 * @param askEveryNanos how often the venue is asked whether the market trades and by which rules; 0 for never
 * @param askFirstNanos the first pause between questions while it does not trade, which doubles up to the other
 * @param keepWhenHalted whether orders stay on the book of a market that does not trade, or are canceled
 * @param restartOnRules whether the session begins anew when rules change; otherwise the market waits for an operator to
 *     do that
 * @param leaveBeforeNanos how long before its announced end a market is left
 * @param flattenOnLeaving whether the position is closed then, or kept
 * @param slippagePpb farthest from the mid it is closed at, billionths
 */
public record PolicySettings(
        long askEveryNanos,
        long askFirstNanos,
        boolean keepWhenHalted,
        boolean restartOnRules,
        long leaveBeforeNanos,
        boolean flattenOnLeaving,
        long slippagePpb) {
    /** Nothing is asked; what the venue refuses tells. */
    public static final PolicySettings NEVER_ASK = new PolicySettings(0, 1_000_000_000L, false, false, 0, false, 0);
}
