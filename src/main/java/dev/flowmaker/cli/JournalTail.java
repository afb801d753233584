package dev.flowmaker.cli;

import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.JournalReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code journal tail}: the last records, and with {@code -f} those that come. */
@Command(name = "tail", description = "Print the last records, and follow.", mixinStandardHelpOptions = true)
final class JournalTail implements Callable<Integer> {
    private static final long POLL_NANOS = 100_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "the journal's folder, such as journal/local")
    private Path journal;

    @Option(names = "-n", paramLabel = "COUNT", description = "how many of the last (default: ${DEFAULT-VALUE})")
    private int count = 10;

    @Option(names = "-f", description = "go on with those that come, until interrupted")
    private boolean follow;

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
            if (!filter.begins()) {
                reader.fromLastFile();
            }
            Deque<String> last = new ArrayDeque<>();
            while (reader.advance() && !filter.isBehind(reader)) {
                filter.learn(reader, printer);
                if (count > 0 && filter.wants(reader)) {
                    if (last.size() == count) {
                        last.remove();
                    }
                    last.add(printer.line(reader.message()));
                }
            }
            filter.requireMarket();
            last.forEach(out::println);
            out.flush();
            follow(reader, printer, out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } finally {
            out.flush();
        }
        return 0;
    }

    private void follow(JournalReader reader, FieldPrinter printer, PrintWriter out) {
        while (follow && !out.checkError() && !Thread.currentThread().isInterrupted() && !filter.isBehind(reader)) {
            if (reader.advance()) {
                filter.learn(reader, printer);
                if (filter.wants(reader)) {
                    out.println(printer.line(reader.message()));
                }
            } else {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }
}
