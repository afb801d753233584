package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Side;
import java.util.ArrayList;
import java.util.List;

/** The orders of an {@link OpenOrders} answer. */
public final class OpenOrderList {
    /**
     * One open order.
     *
     * @param orderId our id, or 0 when its client id is not one of this daemon's
     * @param clientId the client id as the venue has it
     * @param venueOrderId the venue's numeric id, or 0
     */
    public record OpenOrder(
            long orderId, String clientId, long venueOrderId, Side side, long priceTicks, long lots, long filledLots) {}

    private final List<OpenOrder> orders = new ArrayList<>();

    public void clear() {
        orders.clear();
    }

    public void add(OpenOrder order) {
        orders.add(order);
    }

    public int count() {
        return orders.size();
    }

    public OpenOrder get(int index) {
        return orders.get(index);
    }

    void describe(FieldVisitor out) {
        out.beginGroup("orders", orders.size());
        for (int i = 0; i < orders.size(); i++) {
            OpenOrder order = orders.get(i);
            out.beginItem(i);
            out.int64("orderId", order.orderId());
            out.text("clientId", order.clientId());
            out.int64("venueOrderId", order.venueOrderId());
            out.symbol("side", order.side());
            out.int64("priceTicks", order.priceTicks());
            out.int64("lots", order.lots());
            out.int64("filledLots", order.filledLots());
            out.endItem();
        }
        out.endGroup();
    }
}
