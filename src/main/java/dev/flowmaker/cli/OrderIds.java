package dev.flowmaker.cli;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;

/** Finds whether a message names an order. */
final class OrderIds implements FieldVisitor {
    private final long wanted;
    private boolean found;

    private OrderIds(long wanted) {
        this.wanted = wanted;
    }

    static boolean names(Message message, long orderId) {
        OrderIds visitor = new OrderIds(orderId);
        message.describe(visitor);
        return visitor.found;
    }

    @Override
    public void int64(String name, long value) {
        found |= name.equals("orderId") && value == wanted;
    }

    @Override
    public void real(String name, double value) {}

    @Override
    public void flag(String name, boolean value) {}

    @Override
    public void symbol(String name, Enum<?> value) {}

    @Override
    public void text(String name, String value) {}

    @Override
    public void beginGroup(String name, int count) {}

    @Override
    public void beginItem(int index) {}

    @Override
    public void endItem() {}

    @Override
    public void endGroup() {}
}
