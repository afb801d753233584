package dev.flowmaker.cli;

import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.JournalReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    private RecordFilter filter;

    @Mixin
    private RecordLines lines;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        FieldPrinter printer = lines.printer();
        try (JournalReader reader = JournalReader.open(journal)) {
            filter.prepare();
            filter.place(reader);
            while (!out.checkError() && reader.advance() && !filter.isBehind(reader)) {
                filter.learn(reader, printer);
                if (filter.wants(reader)) {
                    out.println(printer.line(reader.message()));
                }
            }
            filter.requireMarket();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } finally {
            out.flush();
        }
        return 0;
    }
}
