package dev.flowmaker.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Something happened to an account's order.
 *
 * @param timeNanos venue time
 * @param order the order after it
 * @param fill of a TRADE, else null
 */
public record ExecutionReport(
        long timeNanos,
        ExecutionType type,
        OrderInfo order,
        @Nullable FillInfo fill) {}
