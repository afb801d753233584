package dev.flowmaker.venue;

import dev.flowmaker.core.Message;

/** Where a gateway delivers what happened, from any of its threads. */
public interface Inbox {
    /**
     * Takes a copy of the event; the caller may reuse it at once. Sequence and event time are stamped later, on the event
     * loop. Never blocks for long and never loses silently: the implementation's written policy says what happens when
     * it is full.
     */
    void offer(Message event);

    /**
     * Whether book updates of this market were dropped for want of room. The next one offered must then be the whole book,
     * with a reset that is not NONE; none but such a one is taken.
     */
    default boolean wantsWholeBook(int market) {
        return false;
    }
}
