package dev.flowmaker.exchange.virtual;

import dev.flowmaker.exchange.latency.Line;

/** A session's connections to its venue, each first in first out. */
final class Lines {
    final Line marketData;
    final Line orderEntry;
    final Line execution;
    final Line response;

    Lines(VirtualLatency latency) {
        marketData = new Line(latency.marketData(), latency.seed(), 0);
        orderEntry = new Line(latency.orderEntry(), latency.seed(), 1);
        execution = new Line(latency.execution(), latency.seed(), 2);
        response = new Line(latency.response(), latency.seed(), 3);
    }
}
