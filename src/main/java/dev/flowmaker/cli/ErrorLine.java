package dev.flowmaker.cli;

import dev.flowmaker.config.ConfigurationException;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What went wrong, one line for each problem with its remedy, on standard error; {@code -v} adds the trace. */
final class ErrorLine implements IExecutionExceptionHandler {
    private final Main main;

    ErrorLine(Main main) {
        this.main = main;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        Throwable said = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        String message = said.getMessage() == null ? said.toString() : said.getMessage();
        message.lines().forEach(line -> command.getErr().println("flowmaker: " + line));
        if (main.verbose()) {
            e.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return e instanceof ConfigurationException ? 2 : 1;
    }
}
