package dev.flowmaker.simulation;

/** The process dies here. No code of ours catches it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("killed", null, false, false);
    }
}
