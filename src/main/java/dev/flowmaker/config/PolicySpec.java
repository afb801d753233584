package dev.flowmaker.config;

import dev.flowmaker.core.engine.PolicySettings;

/** What is done when the venue halts a market, changes its rules, or ends it, as configured. */
final class PolicySpec {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    private static final long LARGEST_SLIPPAGE_PPB = 500_000_000L;

    /** What becomes of open orders while the market does not trade. */
    enum Halted {
        CANCEL,
        KEEP
    }

    /** What is done about changed rules; either way nothing is quoted by the old ones. */
    enum Rules {
        RESTART,
        WAIT
    }

    /** What becomes of the position in a market that ends. */
    enum Leaving {
        KEEP,
        FLATTEN
    }

    private PolicySpec() {}

    static PolicySettings read(Section at) {
        long every = at.nanosOr("ask-every", "never", SECOND, 24 * HOUR);
        long first = at.nanos("ask-first", SECOND / 10, HOUR);
        if (at.sound("ask-every") && at.sound("ask-first") && every > 0 && first > every) {
            at.problem("ask-first", "is longer than ask-every: set it to that or less");
        }
        long slippage = at.ppb("leaving-slippage");
        if (at.sound("leaving-slippage") && slippage > LARGEST_SLIPPAGE_PPB) {
            at.problem("leaving-slippage", "is more than 50 %: a position is not closed at any price");
        }
        return new PolicySettings(
                every,
                first,
                at.choice("halted", Halted.class) == Halted.KEEP,
                at.choice("rules", Rules.class) == Rules.RESTART,
                at.nanos("leave-before", 0, 30 * 24 * HOUR),
                at.choice("leaving", Leaving.class) == Leaving.FLATTEN,
                slippage);
    }
}
