/**
 * Real exchanges through XChange. What every venue needs is in {@code MarketFeed}, {@code MarketLine}, {@code Watchdog},
 * {@code Outcomes} and their helpers. A venue that XChange serves well is a {@code StandardProfile}, each of whose methods
 * answers one question about it, and {@code TradingCalls} in our terms. What is a venue's own is in the classes named for it.
 * XChange's objects become ticks and lots on the thread that delivers them and never leave this package.
 *
 * <p>XChange is used as released. Where it could not be, and why: {@code BinanceMarketWire} (streaming address, a
 * reconnect after 15 s, no sign of liveness, books dated by our clock), {@code BinanceUserStream} (listen keys that Binance
 * has retired, a stream that dies of an unknown kind of execution), {@code BinanceRest} (no cancel or query by client id),
 * {@code Hmac} (one engine for all threads, behind a lock that is held while a socket connects), and
 * {@code BinanceInstruments} (rules from raw filters; symbols taught without XChange's own start-up).
 */
@NullMarked
package dev.flowmaker.venue.xchange;

import org.jspecify.annotations.NullMarked;
