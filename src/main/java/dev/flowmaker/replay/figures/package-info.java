/** Figures of a session, made of its records alone: the same of a live journal, a backtest's and a what-if's. */
@NullMarked
package dev.flowmaker.replay.figures;

import org.jspecify.annotations.NullMarked;
