package dev.flowmaker.cli;

import dev.flowmaker.config.ConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What went wrong, in one line with its remedy, on standard error; {@code -v} adds the trace. */
final class ErrorLine implements IExecutionExceptionHandler {
    private final Main main;

    ErrorLine(Main main) {
        this.main = main;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        String message = e.getMessage();
        command.getErr().println("flowmaker: " + (message == null ? e.toString() : message));
        if (main.verbose()) {
            e.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return e instanceof ConfigurationException ? 2 : 1;
    }
}
