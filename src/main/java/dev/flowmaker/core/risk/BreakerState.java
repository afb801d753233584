package dev.flowmaker.core.risk;

/** Where a breaker is. Codes are positions and never change. */
public enum BreakerState {
    /** Watching; no reaction. */
    ARMED,
    /** The condition holds, or an operator has to resume: the reaction is in force. */
    TRIPPED,
    /** The condition is over but the rule for resuming is not met yet: the reaction is still in force. */
    COOLING
}
