/** The engine and the exchange in one thread and in virtual time: backtests, tests, fault simulation. */
@NullMarked
package dev.flowmaker.exchange.virtual;

import org.jspecify.annotations.NullMarked;
