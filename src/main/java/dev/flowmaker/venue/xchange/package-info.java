/**
 * Real exchanges through XChange. What every venue needs is in {@code MarketFeed}, {@code MarketLine}, {@code Watchdog} and
 * their helpers; what is Binance's own is in the classes named for it. XChange's objects become ticks and lots on the
 * thread that delivers them and never leave this package.
 */
@NullMarked
package dev.flowmaker.venue.xchange;

import org.jspecify.annotations.NullMarked;
