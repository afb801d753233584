/**
 * The local exchange's door: Binance's spot protocol — REST, market streams, WebSocket API — on Netty, over one
 * exchange core. One thread does everything: it reads the sockets, owns the core and writes the answers, so requests
 * reach the core in the order in which they arrive.
 */
@NullMarked
package dev.flowmaker.exchange.binance;

import org.jspecify.annotations.NullMarked;
