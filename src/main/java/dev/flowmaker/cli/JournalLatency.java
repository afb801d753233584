package dev.flowmaker.cli;

import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.research.backtest.MeasuredDelays;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code journal latency}: the delays that a session had, for backtests. */
@Command(
        name = "latency",
        description = "Write how long market data, requests and their answers took in the last session, as rows for"
                + " simulation.latency's measured(FILE).",
        mixinStandardHelpOptions = true)
final class JournalLatency implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "the journal's folder, such as journal/local")
    private Path journal;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            required = true,
            description = "folder for the rows")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        Map<String, Integer> written;
        try (JournalReader reader = JournalReader.open(journal)) {
            written = MeasuredDelays.of(reader).write(folder);
        }
        PrintWriter out = spec.commandLine().getOut();
        written.forEach((name, rows) -> out.printf(Locale.ROOT, "%,10d rows  %s%n", rows, folder.resolve(name)));
        if (written.isEmpty()) {
            out.println("nothing was measured: the journal has neither book frames nor orders with the venue's time");
        } else {
            out.println("simulation.latency {");
            key(out, written, "market-data", MeasuredDelays.MARKET_DATA);
            key(out, written, "order-entry", MeasuredDelays.REQUESTS);
            key(out, written, "execution", MeasuredDelays.EXECUTIONS);
            key(out, written, "response", MeasuredDelays.REQUESTS);
            out.println("}");
        }
        out.flush();
        return written.isEmpty() ? 1 : 0;
    }

    private void key(PrintWriter out, Map<String, Integer> written, String key, String name) {
        if (written.containsKey(name)) {
            out.println("  " + key + " = \"measured(" + folder.resolve(name) + ")\"");
        }
    }
}
