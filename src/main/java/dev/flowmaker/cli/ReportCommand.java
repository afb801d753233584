package dev.flowmaker.cli;

import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.explain.Explainer;
import dev.flowmaker.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: a journal as a page. */
@Command(
        name = "report",
        description =
                "Write a journal's report: one HTML file that needs no network. A journal that is being written is"
                        + " read to where it is, by a reader its daemon does not notice.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    /** Name of the report in a journal's folder. */
    static final String USUAL = "report.html";

    private static final int USUALLY_EXPLAINED = 1_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "the journal's folder, such as journal/local")
    private Path journal;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "the page, such as report.html; one that is there is replaced")
    private Path file;

    @Option(
            names = "--explain",
            paramLabel = "N",
            defaultValue = "" + USUALLY_EXPLAINED,
            description =
                    "for the last so many filled orders of each market, put the text of `explain` below their fills;"
                            + " default ${DEFAULT-VALUE}, 0 for none")
    private int explain;

    @Override
    public Integer call() throws IOException {
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), file + " is a folder: name a file, such as report.html");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), folder + " is no folder: make it first");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(write(journal, file, explain));
        out.flush();
        return 0;
    }

    /** Writes it with as many explanations as usual; returns a line that says so. */
    static String write(Path journal, Path file) throws IOException {
        return write(journal, file, USUALLY_EXPLAINED);
    }

    private static String write(Path journal, Path file, int explain) throws IOException {
        try (Progress progress = Progress.of("records")) {
            Report.write(
                    journal, file, Main.version(), (orders, into) -> tell(journal, orders, explain, into), progress);
        }
        return String.format(Locale.ROOT, "report:   %s (%,d kB)", file, (Files.size(file) + 999) / 1000);
    }

    /** The last orders' explanations, as {@code explain} prints them where there are no colours. */
    private static void tell(Path journal, Set<Long> orders, int most, BiConsumer<Long, String> into) {
        Set<Long> wanted = new LinkedHashSet<>(
                orders.stream().skip(Math.max(0, orders.size() - most)).toList());
        if (wanted.isEmpty()) {
            return;
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            Explainer.filledOrders(reader, wanted, explanation -> {
                StringWriter text = new StringWriter();
                new ExplainText(new PrintWriter(text), false, explanation).print();
                into.accept(explanation.slots().get(0).orderId(), text.toString());
            });
        }
    }
}
