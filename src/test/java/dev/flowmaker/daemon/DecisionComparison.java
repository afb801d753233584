package dev.flowmaker.daemon;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.journal.Records;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What two sessions on the same market decided at the same book frames, known by the venue's time. A decision is others'
 * best prices, and of each quote price, size, action and reason. Where it differs, this says in what the two engines'
 * state differed then; and where it begins to differ, an event of our own orders must be between the last equal frame and this
 * one in one journal and not in the other. What decides otherwise from equal state, or parts without such an event, nothing
 * explains.
 */
final class DecisionComparison {
    /** In what the states differed, the first that did. */
    enum Kind {
        /** Nothing did, and neither did the decisions. */
        EQUAL("decided equally"),
        /** A fill that one has and the other has not. */
        INVENTORY("with another inventory"),
        /** Another order working, by price or size. */
        WORKING("with another order working"),
        /** One waits for the venue's word on an order, or after its refusal, and the other does not. */
        AWAITED("with another order awaited"),
        /** Others' book or what was learned from it, because of what own orders were taken out of it before. */
        BOOK("with others' book or its signals taken from our own orders otherwise"),
        /** One began to watch the market earlier, and its signals remember it. */
        BEGINNING("before both had forgotten how they began");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private record Frame(
            long exchangeNanos,
            String market,
            String signals,
            long inventoryQuanta,
            String own,
            String waiting,
            String wanted,
            String done,
            boolean quoted,
            List<String> events) {}

    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final List<String> unexplained = new ArrayList<>();
    private int frames;
    private int quoted;
    private int partings;
    /** Whether the sessions were of one state at the last frame. */
    private boolean together;

    private long lastNanos;
    private final List<String> hereSince = new ArrayList<>();
    private final List<String> thereSince = new ArrayList<>();

    DecisionComparison(Records one, Records other) {
        Map<Long, Frame> first = frames(one);
        Map<Long, Frame> second = frames(other);
        for (Frame here : first.values()) {
            Frame there = second.get(here.exchangeNanos);
            hereSince.addAll(here.events);
            if (there == null) {
                continue;
            }
            thereSince.clear();
            second.values().stream()
                    .filter(each -> each.exchangeNanos <= here.exchangeNanos && each.exchangeNanos > lastNanos)
                    .forEach(each -> thereSince.addAll(each.events));
            if (here.quoted || there.quoted) {
                compare(here, there);
            }
            lastNanos = here.exchangeNanos;
            hereSince.clear();
        }
    }

    private void compare(Frame here, Frame there) {
        frames++;
        quoted += here.quoted && there.quoted ? 1 : 0;
        Kind kind = kind(here, there);
        if (kind == Kind.BOOK && Set.of(Kind.BEGINNING).containsAll(kinds.keySet())) {
            kind = Kind.BEGINNING;
        }
        if (kind == null) {
            unexplained.add("from one state: " + here + " / " + there);
            return;
        }
        kinds.merge(kind, 1, Integer::sum);
        if (kind != Kind.EQUAL && together) {
            partings++;
            boolean own = !hereSince.stream()
                    .sorted()
                    .toList()
                    .equals(thereSince.stream().sorted().toList());
            // What was taken out otherwise stays in the signals after the orders are alike again.
            boolean remembered = kind == Kind.BOOK && partings > 1;
            if (!own && !remembered) {
                unexplained.add("parted without an event of our orders: " + kind + " " + here + " / " + there);
            }
        }
        together = kind == Kind.EQUAL;
    }

    private static @Nullable Kind kind(Frame here, Frame there) {
        if (here.inventoryQuanta != there.inventoryQuanta) {
            return Kind.INVENTORY;
        }
        if (!here.own.equals(there.own)) {
            return Kind.WORKING;
        }
        if (!here.waiting.equals(there.waiting)) {
            return Kind.AWAITED;
        }
        if (!here.market.equals(there.market) || !here.signals.equals(there.signals)) {
            return Kind.BOOK;
        }
        return here.wanted.equals(there.wanted) && here.done.equals(there.done) ? Kind.EQUAL : null;
    }

    private static Map<Long, Frame> frames(Records records) {
        TreeMap<Long, Frame> frames = new TreeMap<>();
        List<String> events = new ArrayList<>();
        Map<Long, String> orders = new HashMap<>();
        long causeSequence = 0;
        long exchangeNanos = 0;
        for (Message message = records.next(); message != null; message = records.next()) {
            if (message instanceof OperatorRequest) {
                // Only the live one is stopped.
                break;
            }
            if (message instanceof BookUpdate update) {
                causeSequence = records.sequence();
                exchangeNanos = update.exchangeTimeNanos;
            } else if (message instanceof Decision decision
                    && decision.causeSequence == causeSequence
                    && decision.trigger == MessageKind.BOOK_UPDATE) {
                frames.put(exchangeNanos, frame(exchangeNanos, decision, List.copyOf(events)));
                events.clear();
            } else {
                event(message, orders, events);
            }
        }
        return frames;
    }

    /** Events of our orders by what the order is, as ids are another session's. */
    private static void event(Message message, Map<Long, String> orders, List<String> events) {
        if (message instanceof PlaceOrder place) {
            orders.put(place.orderId, place.side + " " + place.priceTicks + "x" + place.lots);
            events.add("place " + orders.get(place.orderId));
        } else if (message instanceof CancelOrder cancel) {
            events.add("cancel " + orders.get(cancel.orderId));
        } else if (message instanceof OrderAccepted accepted) {
            events.add("accepted " + orders.get(accepted.orderId));
        } else if (message instanceof OrderRejected rejected) {
            events.add("rejected " + orders.get(rejected.orderId));
        } else if (message instanceof OrderCanceled canceled) {
            events.add("canceled " + orders.get(canceled.orderId));
        } else if (message instanceof Fill fill) {
            events.add("fill " + fill.lots + " of " + orders.get(fill.orderId));
        }
    }

    private static Frame frame(long exchangeNanos, Decision decision, List<String> events) {
        StringBuilder own = new StringBuilder();
        StringBuilder waiting = new StringBuilder();
        StringBuilder wanted = new StringBuilder();
        StringBuilder done = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < decision.quotes(); i++) {
            QuoteLine quote = decision.quote(i);
            own.append(' ').append(quote.workingPriceTicks).append('x').append(quote.workingLots);
            wanted.append(' ')
                    .append(quote.side)
                    .append(quote.level)
                    .append(' ')
                    .append(quote.priceTicks)
                    .append('x')
                    .append(quote.lots);
            done.append(' ').append(quote.action).append(' ').append(quote.reason);
            boolean waits = quote.reason.name().startsWith("AWAITING")
                    || quote.reason.name().startsWith("PAUSE");
            waiting.append(' ').append(waits ? quote.reason : "");
            quoted |= quote.workingLots > 0;
        }
        StringBuilder signals = new StringBuilder();
        for (int i = 0; i < decision.signals(); i++) {
            signals.append(' ').append(decision.signal(i).microTicks);
        }
        return new Frame(
                exchangeNanos,
                decision.bidTicks + "x" + decision.bidLots + " " + decision.askTicks + "x" + decision.askLots,
                signals.toString(),
                decision.inventoryQuanta,
                own.toString(),
                waiting.toString(),
                wanted.toString(),
                done.toString(),
                quoted,
                events);
    }

    /** Frames at which either session had an order working. */
    int frames() {
        return frames;
    }

    int equal() {
        return kinds.getOrDefault(Kind.EQUAL, 0);
    }

    /** Frames at which both had. */
    int quoted() {
        return quoted;
    }

    List<String> unexplained() {
        return unexplained;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(frames + " frames");
        kinds.forEach(
                (kind, count) -> text.append(", ").append(count).append(' ').append(kind.words));
        return text + ", parted " + partings + " times, " + unexplained.size() + " unexplained " + unexplained;
    }
}
