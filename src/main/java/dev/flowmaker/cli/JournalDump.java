package dev.flowmaker.cli;

import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.JournalReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code journal dump}: records as lines. */
@Command(name = "dump", description = "Print records, a line each.", mixinStandardHelpOptions = true)
final class JournalDump implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "the journal's folder, such as journal/local")
    private Path journal;

    @Option(names = "--from", paramLabel = "SEQ", description = "first sequence")
    private long from = 1;

    @Option(names = "--to", paramLabel = "SEQ", description = "last sequence")
    private long to = Long.MAX_VALUE;

    @Mixin
    private RecordFilter filter;

    @Override
    public Integer call() {
        try {
            filter.prepare();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        FieldPrinter printer = filter.printer();
        try (JournalReader reader = JournalReader.open(journal)) {
            // From the file's beginning, because the session's header tells the instruments.
            reader.fromFileOf(from);
            while (!out.checkError() && reader.advance() && reader.sequence() <= to) {
                filter.learn(reader, printer);
                if (reader.sequence() >= from) {
                    filter.show(reader, printer, out);
                }
            }
        } finally {
            out.flush();
        }
        return 0;
    }
}
