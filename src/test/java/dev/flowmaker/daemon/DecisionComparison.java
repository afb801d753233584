package dev.flowmaker.daemon;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.journal.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What two sessions on the same market decided at the same book frames, known by the venue's time. A decision is others'
 * best prices, and of each quote price, size, action and reason. Where it differs, this says why: another order was
 * working then, or its answer was still awaited in one of them, which is timing of our own orders' events; or nothing
 * explains it.
 */
final class DecisionComparison {
    private record Frame(long exchangeNanos, String market, String own, String wanted, String done, boolean quoted) {}

    private int frames;
    private int equal;
    private int quoted;
    private int ownTiming;
    private final List<String> unexplained = new ArrayList<>();

    DecisionComparison(Records one, Records other) {
        Map<Long, Frame> first = frames(one);
        Map<Long, Frame> second = frames(other);
        for (Map.Entry<Long, Frame> entry : first.entrySet()) {
            Frame there = second.get(entry.getKey());
            if (there == null || (!entry.getValue().quoted && !there.quoted)) {
                continue;
            }
            compare(entry.getValue(), there);
        }
    }

    private void compare(Frame here, Frame there) {
        frames++;
        quoted += here.quoted && there.quoted ? 1 : 0;
        boolean sameOwn = here.own.equals(there.own);
        if (here.market.equals(there.market)
                && here.wanted.equals(there.wanted)
                && sameOwn
                && here.done.equals(there.done)) {
            equal++;
        } else if (!sameOwn || here.done.contains("AWAITING") != there.done.contains("AWAITING")) {
            ownTiming++;
        } else {
            unexplained.add(here + " / " + there);
        }
    }

    private static Map<Long, Frame> frames(Records records) {
        TreeMap<Long, Frame> frames = new TreeMap<>();
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
                frames.put(exchangeNanos, frame(exchangeNanos, decision));
            }
        }
        return frames;
    }

    private static Frame frame(long exchangeNanos, Decision decision) {
        StringBuilder own = new StringBuilder();
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
            quoted |= quote.workingLots > 0;
        }
        String market = decision.bidTicks + "x" + decision.bidLots + " " + decision.askTicks + "x" + decision.askLots;
        return new Frame(exchangeNanos, market, own.toString(), wanted.toString(), done.toString(), quoted);
    }

    /** Frames at which either session had an order working. */
    int frames() {
        return frames;
    }

    int equal() {
        return equal;
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
        return frames + " frames, " + equal + " decided equally, " + ownTiming
                + " with another order working or awaited at that moment, " + unexplained.size() + " unexplained "
                + unexplained;
    }
}
