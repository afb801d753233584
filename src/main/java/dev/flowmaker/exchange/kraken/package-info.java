/**
 * The local exchange's door when it speaks Kraken's spot protocol: REST under {@code /0/public} and {@code /0/private},
 * version 1 of the WebSocket feeds, public and private, over the same exchange core. One thread does everything.
 */
@NullMarked
package dev.flowmaker.exchange.kraken;

import org.jspecify.annotations.NullMarked;
