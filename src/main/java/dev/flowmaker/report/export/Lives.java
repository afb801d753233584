package dev.flowmaker.report.export;

import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.market.Instrument;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Orders from their placement to their end. One is told some thousand orders after its end, as fills may come late. */
final class Lives {
    private static final int KEPT = 4_096;
    private static final long NEVER = Long.MIN_VALUE;

    private static final class Life {
        final Instrument instrument;
        final PlaceOrder order;
        final int epoch;
        long accepted = NEVER;
        long cancelSent = NEVER;
        long ended = NEVER;
        String end = "open";
        long filledLots;
        long fills;

        Life(Instrument instrument, PlaceOrder order, int epoch) {
            this.instrument = instrument;
            this.order = order;
            this.epoch = epoch;
        }
    }

    private final TableOut out;
    private final Map<Long, Life> open = new LinkedHashMap<>();
    private final Map<Long, Life> over = new LinkedHashMap<>();

    Lives(TableOut out) {
        this.out = out;
    }

    void onPlace(Instrument instrument, PlaceOrder command, int epoch) {
        PlaceOrder copy = new PlaceOrder();
        copy.sequence = command.sequence;
        copy.timeNanos = command.timeNanos;
        copy.orderId = command.orderId;
        copy.side = command.side;
        copy.priceTicks = command.priceTicks;
        copy.lots = command.lots;
        copy.postOnly = command.postOnly;
        open.put(command.orderId, new Life(instrument, copy, epoch));
    }

    void onAccepted(long orderId, long timeNanos) {
        Life life = open.get(orderId);
        if (life != null && life.accepted == NEVER) {
            life.accepted = timeNanos;
        }
    }

    void onCancel(long orderId, long timeNanos) {
        Life life = open.get(orderId);
        if (life != null && life.cancelSent == NEVER) {
            life.cancelSent = timeNanos;
        }
    }

    void onFill(Fill fill) throws IOException {
        Life life = open.containsKey(fill.orderId) ? open.get(fill.orderId) : over.get(fill.orderId);
        if (life == null) {
            return;
        }
        life.fills++;
        life.filledLots += fill.lots;
        if (life.filledLots >= life.order.lots) {
            onEnd(fill.orderId, fill.timeNanos, "filled");
        }
    }

    void onEnd(long orderId, long timeNanos, String end) throws IOException {
        Life life = open.remove(orderId);
        if (life == null) {
            return;
        }
        life.ended = timeNanos;
        life.end = end;
        over.put(orderId, life);
        if (over.size() > KEPT) {
            Life eldest = over.values().iterator().next();
            over.remove(eldest.order.orderId);
            tell(eldest);
        }
    }

    /** Tells all that are left. */
    void end() throws IOException {
        for (Life life : over.values()) {
            tell(life);
        }
        for (Life life : open.values()) {
            tell(life);
        }
    }

    private void tell(Life life) throws IOException {
        PlaceOrder order = life.order;
        out.add(order.sequence)
                .add(order.timeNanos)
                .add(order.timeNanos)
                .add((long) life.epoch)
                .add(life.instrument.symbol())
                .add(order.orderId)
                .add(Rows.word(order.side))
                .add(order.priceTicks)
                .add(Rows.price(life.instrument, order.priceTicks))
                .add(order.lots)
                .add(Rows.quantity(life.instrument, order.lots))
                .add(order.postOnly)
                .unless(NEVER, life.accepted)
                .unless(NEVER, life.cancelSent)
                .unless(NEVER, life.ended)
                .add(life.end)
                .add(life.filledLots)
                .add(life.fills)
                .end();
    }
}
