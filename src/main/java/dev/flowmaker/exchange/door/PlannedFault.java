package dev.flowmaker.exchange.door;

/**
 * What is to go wrong with the next requests or messages of a certain text, for tests of clients. Where {@link FaultSettings}
 * draws lots, this is certain.
 *
 * @param text what a request's method and address, such as {@code POST /api/v3/order}, or a message must contain
 * @param times how often, from now on
 */
public record PlannedFault(Kind kind, String text, int times) {
    /** Until the plan is dropped. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    /** What happens to it. */
    public enum Kind {
        /** The request is read and neither carried out nor answered; the connection stays open. */
        REQUEST_LOST,
        /** The request is carried out and never answered; the connection stays open. */
        ANSWER_LOST,
        /** The request is carried out and the connection reset in place of an answer. */
        ANSWER_RESET,
        /** The request is carried out and answered as if the exchange had broken. */
        BROKEN,
        RATE_LIMITED,
        BANNED,
        OVERLOADED,
        MAINTENANCE,
        KEY_EXPIRED,
        /** The message is left out. */
        MESSAGE_LOST,
        /** The message is sent twice. */
        MESSAGE_TWICE,
        /** In place of the message the stream says and hears nothing more, and stays open. */
        HALF_OPEN
    }

    public PlannedFault {
        if (times < 1) {
            throw new IllegalArgumentException("times must be above 0, was " + times);
        }
    }

    boolean ofMessages() {
        return kind == Kind.MESSAGE_LOST || kind == Kind.MESSAGE_TWICE || kind == Kind.HALF_OPEN;
    }
}
