package dev.flowmaker.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the words of a command, where it is read: last, not above a page of options. */
final class UsageLine implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        boolean nothingSaid = args.length == 0;
        if (nothingSaid) {
            command.usage(err);
        }
        words(e).lines().forEach(line -> err.println("flowmaker: " + line));
        UnmatchedArgumentException.printSuggestions(e, err);
        if (!nothingSaid) {
            err.println("  `" + command.getCommandSpec().qualifiedName() + " --help` says what it takes");
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String words(ParameterException e) {
        return String.valueOf(e.getMessage())
                .replaceFirst("^Error: ", "")
                .replaceFirst(" is not an? (?:long|int)$", " is no whole number");
    }
}
