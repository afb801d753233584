package dev.flowmaker.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code flowmaker journal …}: looks at journals, never changes one. */
@Command(
        name = "journal",
        description = "Show and verify a journal.",
        mixinStandardHelpOptions = true,
        subcommands = {
            JournalDump.class,
            JournalTail.class,
            JournalStats.class,
            JournalVerify.class,
            JournalLatency.class
        })
final class JournalCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: dump, tail, stats, verify or latency.");
    }
}
