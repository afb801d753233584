package dev.flowmaker.core.quote;

/** How long a model takes the drift to last that alpha foretells. */
public enum DriftTerm {
    /** As long as alpha looks ahead. */
    FORETOLD,
    /** As the papers do: to the model's horizon, or for ever. */
    LASTING,
    /** Not at all: alpha is a shift and no more. */
    OFF
}
