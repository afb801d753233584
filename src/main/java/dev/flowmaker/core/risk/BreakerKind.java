package dev.flowmaker.core.risk;

/**
 * The breakers: what each watches, of one market, of one venue or of all. Codes are positions and never change. Where a count is
 * compared, the breaker trips when it reaches its limit; where a measure is, when it is above, or below for a distance.
 */
public enum BreakerKind {
    /** The book went stale so many times in a window. */
    STALE_BOOK("stale-book", Scope.MARKET, Verdict.BREAKER_STALE_BOOK),
    /** The book became crossed or locked so many times in a window. */
    CROSSED_BOOK("crossed-book", Scope.MARKET, Verdict.BREAKER_CROSSED_BOOK),
    /** How far apart the highest and the lowest mid of a window are, billionths of the lowest. */
    VOLATILITY("volatility", Scope.MARKET, Verdict.BREAKER_VOLATILITY),
    /** So many trades of ours in a window. */
    FILL_RATE("fill-rate", Scope.MARKET, Verdict.BREAKER_FILL_RATE),
    /** How far the mid moved against our last trades on average, billionths of it. */
    MARKOUT("markout", Scope.MARKET, Verdict.BREAKER_MARKOUT),
    /** The venue refused so many requests in a window. */
    REJECTS("rejects", Scope.MARKET, Verdict.BREAKER_REJECTS),
    /** What a market lost since its day began, quote quanta. */
    DAY_LOSS("day-loss", Scope.MARKET, Verdict.BREAKER_DAY_LOSS),
    /** What a market lost since its profit was highest, quote quanta. */
    DRAWDOWN("drawdown", Scope.MARKET, Verdict.BREAKER_DRAWDOWN),
    /** No market data of any market of a venue, nanoseconds. */
    FEED_SILENCE("feed-silence", Scope.VENUE, Verdict.BREAKER_FEED_SILENCE),
    /** How long market data waited in the inbox, nanoseconds, so many times in a row. */
    INBOX_LAG("inbox-lag", Scope.VENUE, Verdict.BREAKER_INBOX_LAG),
    /** How far the venue's clock and ours are apart, nanoseconds, so many times in a row; and a step of our own clock. */
    CLOCK_SKEW("clock-skew", Scope.VENUE, Verdict.BREAKER_CLOCK_SKEW),
    /** What the markets of one quote asset lost together since the day began, quanta of it. */
    ACCOUNT_DAY_LOSS("account-day-loss", Scope.SHARED, Verdict.BREAKER_ACCOUNT_DAY_LOSS),
    /** What they lost together since their profit was highest, quanta of it. */
    ACCOUNT_DRAWDOWN("account-drawdown", Scope.SHARED, Verdict.BREAKER_ACCOUNT_DRAWDOWN),
    /** Maintenance margin of all positions in what a perpetual is settled in, billionths of the equity. */
    MARGIN("margin", Scope.MARKET, Verdict.BREAKER_MARGIN),
    /** What all of them are worth over the equity, thousandths. */
    LEVERAGE("leverage", Scope.MARKET, Verdict.BREAKER_LEVERAGE),
    /** How far the mark is from where the venue closes a perpetual's position, billionths of the mark; trips below. */
    LIQUIDATION("liquidation", Scope.MARKET, Verdict.BREAKER_LIQUIDATION);

    /** Whether there is one for each market, one for each venue, or one for all. */
    public enum Scope {
        MARKET,
        VENUE,
        SHARED
    }

    private static final BreakerKind[] VALUES = values();

    private final String text;
    private final Scope scope;
    private final Verdict verdict;

    BreakerKind(String text, Scope scope, Verdict verdict) {
        this.text = text;
        this.scope = scope;
        this.verdict = verdict;
    }

    public static BreakerKind of(int code) {
        return VALUES[code];
    }

    public static int count() {
        return VALUES.length;
    }

    /** As in the configuration and in notices. */
    public String text() {
        return text;
    }

    public Scope scope() {
        return scope;
    }

    /** What a quote's line says when this breaker keeps it from being quoted. */
    public Verdict verdict() {
        return verdict;
    }
}
