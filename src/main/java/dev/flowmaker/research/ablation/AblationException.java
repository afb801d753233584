package dev.flowmaker.research.ablation;

/** An ablation cannot be done as asked. The message says why, and the remedy. */
public final class AblationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public AblationException(String message) {
        super(message);
    }
}
