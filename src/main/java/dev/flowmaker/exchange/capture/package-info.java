/** Recorded market data: reading it, and playing it as a market. */
@NullMarked
package dev.flowmaker.exchange.capture;

import org.jspecify.annotations.NullMarked;
