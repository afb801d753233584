/** Backtests: the engine and the exchange on tapes in virtual time, and what a session's journal says of its trading. */
@NullMarked
package dev.flowmaker.research.backtest;

import org.jspecify.annotations.NullMarked;
