package dev.flowmaker.core.risk;

/**
 * What one venue may see of us.
 *
 * @param requests how often orders may be placed in all its markets together
 * @param maxOpenOrders most orders not known to have ended
 */
public record VenueLimits(RequestLimits requests, int maxOpenOrders) {}
