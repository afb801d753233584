package dev.flowmaker.research.backtest;

/** A backtest cannot be made. Says in one line why and what to do about it. */
public final class BacktestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BacktestException(String message) {
        super(message);
    }
}
