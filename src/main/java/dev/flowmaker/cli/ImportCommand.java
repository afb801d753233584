package dev.flowmaker.cli;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.research.tape.Finding;
import dev.flowmaker.research.tape.ImportOptions;
import dev.flowmaker.research.tape.ImportReport;
import dev.flowmaker.research.tape.ImportSummary;
import dev.flowmaker.research.tape.Importer;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: others' recordings to a tape. */
@Command(
        name = "import",
        description = "Make a tape of others' recordings; gzip files are unpacked.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("binance", "lobster", "tardis");

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FORMAT",
            description = {
                "binance: lines of a receive time and a frame of Binance's combined streams, spot or futures",
                "lobster: message and orderbook CSV files",
                "tardis: incremental_book_L2 and trades CSV files"
            })
    private String format;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "the recording, in order of time")
    private List<Path> files;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "TAPE",
            description = "folder to make")
    private Path tape;

    @Option(names = "--strict", description = "stop at the first problem and make no tape")
    private boolean strict;

    @Option(
            names = "--symbol",
            paramLabel = "BASE/QUOTE[:SETTLEMENT]",
            description = "market; by default the recording's, as a spot market")
    private @Nullable String symbol;

    @Option(names = "--tick", description = "price of one tick; by default found in the recording")
    private @Nullable BigDecimal tick;

    @Option(names = "--lot", description = "quantity of one lot; by default found in the recording")
    private @Nullable BigDecimal lot;

    @Option(
            names = "--contract-size",
            description = "of a perpetual, what one contract is: base of a linear, quote of an inverse one; default 1")
    private @Nullable BigDecimal contractSize;

    @Option(names = "--date", description = "day of lobster files; by default in their names")
    private @Nullable LocalDate date;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() {
        if (!FORMATS.contains(format)) {
            throw new ParameterException(
                    spec.commandLine(), "unknown format '" + format + "'; one of " + String.join(", ", FORMATS));
        }
        ImportOptions options = new ImportOptions(
                format,
                files,
                tape,
                strict,
                symbol,
                unit("--tick", tick),
                unit("--lot", lot),
                unit("--contract-size", contractSize),
                date,
                Main.version());
        ImportSummary summary;
        try (ProgressBar bar = ProgressBar.of("importing")) {
            summary = Importer.run(options, bar);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ImportJson.of(summary));
        } else {
            print(summary, out);
        }
        out.flush();
        return 0;
    }

    private @Nullable Decimal unit(String option, @Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal plain = value.stripTrailingZeros();
        plain = plain.scale() < 0 ? plain.setScale(0) : plain;
        if (plain.signum() <= 0 || plain.scale() > 18 || plain.unscaledValue().bitLength() > 62) {
            throw new ParameterException(spec.commandLine(), option + " must be positive with up to 18 decimals");
        }
        return new Decimal(plain.unscaledValue().longValueExact(), plain.scale());
    }

    private static void print(ImportSummary summary, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s: %s, tick %s%s, lot %s%s%n%,d books (%,d from a snapshot), %,d trades, %,d best prices between, %s to %s%n",
                summary.tape(),
                summary.instrument().symbol(),
                summary.instrument().tick(),
                summary.tickFound() ? " (found)" : "",
                summary.instrument().lot(),
                summary.lotFound() ? " (found)" : "",
                summary.books(),
                summary.resets(),
                summary.trades(),
                summary.touches(),
                Instant.ofEpochSecond(0, summary.firstNanos()),
                Instant.ofEpochSecond(0, summary.lastNanos()));
        print("problems", true, summary.report(), out);
        print("left out or rounded, as it should be", false, summary.report(), out);
    }

    private static void print(String title, boolean problems, ImportReport report, PrintWriter out) {
        List<Finding> findings = report.findings().stream()
                .filter(finding -> finding.problem() == problems)
                .toList();
        if (!findings.isEmpty()) {
            out.println(title);
        }
        for (Finding finding : findings) {
            out.printf(Locale.ROOT, "  %,12d  %s%n", report.count(finding), finding.text());
            report.examples(finding).forEach(example -> out.println("                " + example));
        }
    }
}
