package dev.flowmaker.venue.contract;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A line of the contract: something every venue's gateway does, or has something in place of. */
enum Line {
    METADATA("tick, lot, limits and fees are the exchange's", MarketDataLines::metadata),
    BOOK("the book is the exchange's at every frame", MarketDataLines::book),
    GAP("a message lost on the way: the book is fetched anew and told as such", MarketDataLines::gap),
    RECONNECT("connections lost: streams come back, and no book of before is shown", MarketDataLines::reconnect),
    TRADES("public trades name the side that took", MarketDataLines::trades),
    POST_ONLY("a post-only order rests", OrderLines::postOnly),
    UNAFFORDABLE(
            "an order beyond what the account has, or its margin: refused, told as such", OrderLines::unaffordable),
    WOULD_TAKE("a post-only order that would take does not live, and is told as such", OrderLines::wouldTake),
    PARTIAL_FILLS("partial fills: price, size, fee, maker or taker", OrderLines::partialFills),
    FILLS_ONCE("a fill told twice, by stream and by query is one fill", OrderLines::fillsOnce),
    CANCEL("cancel, with the venue's id known", OrderLines::cancel),
    CANCEL_BY_OUR_ID("cancel with nothing known but our id", OrderLines::cancelByOurId),
    CANCEL_OF_WHAT_IS_GONE("cancel of what is gone says so", OrderLines::cancelOfWhatIsGone),
    CANCEL_ALL("cancel-all, and of nothing", OrderLines::cancelAll),
    OPEN_ORDERS("open orders by query are the exchange's", OrderLines::openOrders),
    ACCOUNT_TRADES("trades by query are the exchange's", OrderLines::accountTrades),
    BALANCES("balances by query are the exchange's", OrderLines::balances),
    OTHERS("others' orders and trades on the account are told, and told from ours", AccountLines::others),
    NEXT_SESSION("orders of the session before are known for ours, found and canceled", AccountLines::nextSession),
    CHECKUP("rights, balances, best prices and orders before a start are the exchange's", AccountLines::checkup),
    ANSWER_LOST("an answer lost after the order took effect: unknown, then found by our id", TroubleLines::answerLost),
    REQUEST_LOST("a request lost before it took effect: unknown, then found not to be", TroubleLines::requestLost),
    RATE_LIMIT("rate limit: refused, with the time to wait", TroubleLines::rateLimit),
    BAN("ban: refused, told as a ban, with the time to wait", TroubleLines::ban),
    BROKEN("a venue that breaks after the order took effect: unknown, then found", TroubleLines::broken),
    OVERLOAD("overload: no order, and nothing that needs a guess", TroubleLines::overload),
    MAINTENANCE(
            "maintenance: nothing is certain but what is; requests come back by themselves", TroubleLines::maintenance),
    HALT(
            "a halted market: asked for, it says so, and orders are refused for it; then it trades on",
            TroubleLines::halt),
    EXPIRED_KEY("a key that has expired: refused, told as the key's fault", TroubleLines::expiredKey),
    WRONG_KEY("a key the venue does not know: no start, and no secret in the words", TroubleLines::wrongKey),
    READING_KEY(
            "a key without the right to trade: orders are refused, told as the key's fault", TroubleLines::readingKey),
    CLOCK("our clock goes wrong: measured at the start, and anew when the venue complains", TroubleLines::clock),
    SWITCH("dead man's switch: armed, refreshed, fires", SwitchLines::fires),
    SWITCH_OFF("dead man's switch: called off", SwitchLines::calledOff),
    DEAD_USER_STREAM(
            "the stream of own events dies with its socket open: noticed, and no fill is lost", StreamLines::deadUser),
    MUTE_USER_STREAM("own events do not come on a socket that lives: queries tell every fill", StreamLines::muteUser),
    DEAD_MARKET_STREAM("the stream of books dies with its socket open: noticed and replaced", StreamLines::deadMarket),
    MUTE_MARKET_STREAM("books do not come on a socket that lives: noticed and replaced", StreamLines::muteMarket),
    POSITION("perpetuals: position and what it cost, to the contract and the quantum", PerpetualLines::position),
    MARK("perpetuals: the mark price is the exchange's", PerpetualLines::mark),
    FUNDING("perpetuals: funding by stream and by query is the exchange's", PerpetualLines::funding);

    /** What only perpetuals have. */
    private static final Set<Line> OF_PERPETUALS = EnumSet.of(POSITION, MARK, FUNDING);

    /** Tries one line. */
    @FunctionalInterface
    interface Check {
        void run(Trial trial) throws Exception;
    }

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // a check has no state
    private final Check check;

    Line(String title, Check check) {
        this.title = title;
        this.check = check;
    }

    String title() {
        return title;
    }

    /** What stands at a venue in its place, or null when it is tried there. */
    @Nullable
    String standIn(VenueRig rig) {
        return OF_PERPETUALS.contains(this) && !rig.perpetual()
                ? "its markets are spot markets"
                : rig.standIns().get(this);
    }

    void run(Trial trial) throws Exception {
        check.run(trial);
    }
}
