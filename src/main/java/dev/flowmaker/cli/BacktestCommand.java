package dev.flowmaker.cli;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.research.backtest.Backtest;
import dev.flowmaker.research.backtest.BacktestResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backtest}: a configuration on tapes in virtual time. */
@Command(
        name = "backtest",
        description =
                "Trade tapes in virtual time: recorded books and trades, our orders laid over them, a journal like"
                        + " any other, and what came of it.",
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
    private static final double PPB_PER_BPS = 100_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONF", description = "a daemon's configuration, such as conf/local.conf")
    private Path conf;

    @Option(
            names = "--tape",
            required = true,
            split = ",",
            paramLabel = "TAPE",
            description = "folder of a tape; more of a market are played one after the other")
    private List<Path> tapes;

    @Option(
            names = "--fill-model",
            paramLabel = "NAME[:n]",
            description = "who of a queue leaves when it shrinks: risk-averse, power, power-2, power-3, log or log-2;"
                    + " default is simulation.fill-model of CONF")
    private @Nullable String fillModel;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "with this key of every market changed, such as alpha.mode=off; may be given again")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(
            names = "--maker-fee",
            defaultValue = "1",
            paramLabel = "BPS",
            description = "where the tape knows none, in basis points; negative is a rebate; default ${DEFAULT-VALUE}")
    private double makerFee;

    @Option(names = "--taker-fee", defaultValue = "10", paramLabel = "BPS", description = "default ${DEFAULT-VALUE}")
    private double takerFee;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "JOURNAL",
            description = "keep the journal in this folder, which must not hold one yet")
    private @Nullable Path journal;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "write the report there; with -o it is written to report.html in the journal's folder")
    private @Nullable Path report;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        DaemonSettings settings = Configuration.load(conf).with(changes).daemon();
        Backtest.Options options = new Backtest.Options(
                settings,
                tapes,
                model(settings.simulation().fills()),
                ppb("--maker-fee", makerFee),
                ppb("--taker-fee", takerFee),
                Main.version());
        BacktestResult result;
        String written;
        Path kept = journal;
        if (kept == null) {
            Path temporary = Files.createTempDirectory("flowmaker-backtest-");
            try {
                result = run(options, temporary);
                written = report == null ? "" : ReportCommand.write(temporary, report);
            } finally {
                delete(temporary);
            }
        } else {
            requireEmpty(kept);
            result = run(options, kept);
            written = ReportCommand.write(kept, report == null ? kept.resolve(ReportCommand.USUAL) : report);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(BacktestJson.of(result));
        } else {
            BacktestText.print(result, out);
            if (!written.isEmpty()) {
                out.printf("%n%s%n", written);
            }
        }
        out.flush();
        return 0;
    }

    private FillModel model(FillModel configured) {
        try {
            return fillModel == null ? configured : FillModel.parse(fillModel);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--fill-model: " + e.getMessage(), e);
        }
    }

    private static BacktestResult run(Backtest.Options options, Path folder) {
        try (JournalWriter writer = JournalWriter.open(folder);
                Progress progress = Progress.of("records")) {
            return Backtest.run(options, writer, writer.nextEpoch(), () -> JournalReader.open(folder), progress);
        }
    }

    private long ppb(String option, double bps) {
        if (!(Math.abs(bps) <= 1_000)) {
            throw new ParameterException(spec.commandLine(), option + " must be within 1000 basis points");
        }
        return Math.round(bps * PPB_PER_BPS);
    }

    private void requireEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), folder + " is no folder");
        }
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new ParameterException(
                        spec.commandLine(), folder + " is not empty; name a new folder or remove it first");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
