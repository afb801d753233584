/**
 * A local exchange that speaks what Bitstamp says in public: pairs, books and trades, over plain HTTP and WebSocket. There is no
 * account and no order: it is for paper and recordings.
 */
@NullMarked
package dev.flowmaker.exchange.bitstamp;

import org.jspecify.annotations.NullMarked;
