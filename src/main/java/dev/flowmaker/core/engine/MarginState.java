package dev.flowmaker.core.engine;

/**
 * How a perpetual's position and its account are, quanta of what it is settled in but for the position.
 *
 * @param positionQuanta contracts' quanta with a sign
 * @param costQuanta what it cost to open, as if paid in full
 * @param equityQuanta the wallet and what positions gained and lost
 * @param leverageMilli value of all positions over the equity, thousandths; {@code Long.MAX_VALUE} without equity
 * @param liquidationPpb how far the mark is from where the venue closes the position, billionths of it; {@code
 *     Long.MAX_VALUE} for nowhere
 */
public record MarginState(
        long positionQuanta, long costQuanta, long equityQuanta, long leverageMilli, long liquidationPpb) {}
