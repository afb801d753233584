/** Tapes as a market: recorded books and trades that clients' orders are laid over. */
@NullMarked
package dev.flowmaker.exchange.tape;

import org.jspecify.annotations.NullMarked;
