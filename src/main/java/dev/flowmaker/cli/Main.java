package dev.flowmaker.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code flowmaker}: the commands, and the exit codes they share. */
@Command(
        name = "flowmaker",
        description = "An automated market maker for crypto exchanges.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {ExchangeCommand.class},
        exitCodeOnExecutionException = 1,
        exitCodeOnInvalidInput = 2)
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        JvmProperties.set();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    /** The version in the jar's manifest; {@code development} when run from classes. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"flowmaker " + (version == null ? "development" : version)};
        }
    }
}
