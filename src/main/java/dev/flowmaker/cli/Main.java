package dev.flowmaker.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code flowmaker}: the commands, and the exit codes they share. */
@Command(
        name = "flowmaker",
        description = "An automated market maker for crypto exchanges.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            RecordCommand.class,
            ExchangeCommand.class,
            StatusCommand.class,
            WatchCommand.class,
            HaltCommand.class,
            ResumeCommand.class,
            FlattenCommand.class,
            SetCommand.class,
            GuardCommand.class,
            JournalCommand.class,
            ReplayCommand.class,
            ExplainCommand.class,
            WhatIfCommand.class,
            ImportCommand.class,
            SignalCommand.class,
            CalibrateCommand.class,
            MarketCommand.class,
            TruthCommand.class,
            BacktestCommand.class,
            SweepCommand.class,
            AblationCommand.class,
            FillsCommand.class,
            ReportCommand.class,
            ExportCommand.class
        },
        exitCodeOnExecutionException = 1,
        exitCodeOnInvalidInput = 2)
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "with an error, show its trace too")
    private boolean verbose;

    public static void main(String[] args) {
        JvmProperties.set();
        if (args.length > 0 && args[0].equals(DoctorCommand.NAME)) {
            Logs.warningsOnly();
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        Main main = new Main();
        return new CommandLine(main)
                .setExecutionExceptionHandler(new ErrorLine(main))
                .setParameterExceptionHandler(new UsageLine());
    }

    boolean verbose() {
        return verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    /** The version in the jar's manifest; {@code development} when run from classes. */
    static String version() {
        return dev.flowmaker.Version.text();
    }

    /** {@link #version} as the option {@code --version} shows it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"flowmaker " + version()};
        }
    }
}
