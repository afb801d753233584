package dev.flowmaker.simulation;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.Notice;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Trade;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds the journal's placements against limits and breakers by counts of its own: how many requests in a second, how far
 * from the last trade, how many orders, and nothing while a breaker that stops quoting is tripped.
 */
final class LimitAudit {
    private static final long SECOND = 1_000_000_000L;

    private final int maxOrders;
    private final int maxOpenOrders;
    private final long tradeCollarPpb;
    private final Set<String> stopping;

    private final Deque<Long> requests = new ArrayDeque<>();
    private final Set<String> tripped = new TreeSet<>();
    private final Map<String, Integer> trips = new TreeMap<>();
    private long lastTradeTicks;
    private int epoch;
    private String why = "";

    /** @param stopping names of the breakers whose reaction places nothing */
    LimitAudit(int maxOrders, int maxOpenOrders, long tradeCollarPpb, Set<String> stopping) {
        this.maxOrders = maxOrders;
        this.maxOpenOrders = maxOpenOrders;
        this.tradeCollarPpb = tradeCollarPpb;
        this.stopping = stopping;
    }

    /** How often each breaker tripped. */
    Map<String, Integer> trips() {
        return trips;
    }

    /**
     * A record was appended.
     *
     * @param openAtVenue orders of ours that the venue has
     * @return what is wrong, or null
     */
    @Nullable
    String onRecord(Message message, int openAtVenue) {
        if (openAtVenue > maxOpenOrders) {
            return openAtVenue + " orders are open";
        }
        switch (message.kind()) {
            case DECISION -> keep((Decision) message);
            case SESSION_STARTED -> onSession((SessionStarted) message);
            case TRADE -> lastTradeTicks = ((Trade) message).priceTicks;
            case NOTICE -> onNotice((Notice) message);
            case PLACE_ORDER, CANCEL_ORDER, CANCEL_ALL -> requests.add(message.timeNanos);
            default -> {}
        }
        return message.kind() == MessageKind.PLACE_ORDER ? onPlace((PlaceOrder) message) : null;
    }

    private void keep(Decision decision) {
        QuoteLine line = decision.quote(0);
        why = "inventory " + decision.inventoryQuanta + ", " + line.reason + " " + line.verdict + " " + line.observed
                + " of " + line.limit;
    }

    /** Why the last decision did with its first quote what it did. */
    String why() {
        return why;
    }

    /** Rates, prices and breakers that resume by themselves begin anew with a session. */
    private void onSession(SessionStarted started) {
        if (started.epoch != epoch) {
            epoch = started.epoch;
            requests.clear();
            tripped.clear();
            lastTradeTicks = 0;
        }
    }

    private void onNotice(Notice notice) {
        switch (notice.code) {
            case BREAKER_TRIPPED -> {
                tripped.add(notice.text);
                trips.merge(notice.text, 1, Integer::sum);
            }
            case BREAKER_STILL_TRIPPED -> tripped.add(notice.text);
            case BREAKER_RESUMED -> tripped.remove(notice.text);
            default -> {}
        }
    }

    /** Closing a position on an operator's word is not quoting. */
    private @Nullable String onPlace(PlaceOrder place) {
        for (String breaker : tripped) {
            if (stopping.contains(breaker) && place.postOnly) {
                return "order " + place.orderId + " was placed while " + breaker + " was tripped";
            }
        }
        while (place.timeNanos - requests.element() >= SECOND) {
            requests.remove();
        }
        if (requests.size() > maxOrders) {
            return requests.size() + " requests in a second with order " + place.orderId;
        }
        long away = Math.abs(place.priceTicks - lastTradeTicks);
        if (place.postOnly && lastTradeTicks != 0 && away * 1_000_000_000L / lastTradeTicks > tradeCollarPpb) {
            return "order " + place.orderId + " at " + place.priceTicks + " is too far from the last trade, "
                    + lastTradeTicks;
        }
        return null;
    }
}
