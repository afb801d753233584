package dev.flowmaker.cli;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.research.backtest.Backtest;
import dev.flowmaker.research.backtest.BacktestResult;
import dev.flowmaker.research.backtest.BaseSession;
import dev.flowmaker.research.backtest.ModelRuns;
import dev.flowmaker.research.backtest.Speed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            paramLabel = "NAME[:n]|all",
            description = "who of a queue leaves when it shrinks: risk-averse, power, power-2, power-3, log or log-2;"
                    + " default is simulation.fill-model of CONF; all, or some with commas between them, runs the"
                    + " session under each and says how far apart they are")
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
            description = "keep the journal in this folder, which must not hold one yet; of several models each in a"
                    + " folder of its own in it")
    private @Nullable Path journal;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "write the report there; with -o it is written to report.html in the journal's folder")
    private @Nullable Path report;

    @Option(
            names = "--speed",
            arity = "0..1",
            fallbackValue = "5",
            paramLabel = "TIMES",
            description =
                    "tell instead how fast the parts of it are, each run so often; ${FALLBACK-VALUE} without a value")
    private int speed;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        DaemonSettings settings = Configuration.load(conf).with(changes).daemon();
        List<FillModel> models = models(settings.simulation().fills());
        if (speed > 0) {
            return speed(settings, models.get(0));
        }
        if (models.size() > 1 && report != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--report is one file and these are several models: give -o, each has one there");
        }
        Path kept = journal;
        if (kept != null) {
            requireEmpty(kept);
        }
        List<BacktestResult> results = new ArrayList<>();
        FillModel base = models.contains(settings.simulation().fills())
                ? settings.simulation().fills()
                : models.get(0);
        List<BacktestResult> same = List.of();
        String written = "";
        for (FillModel model : models) {
            Backtest.Options options = options(settings, model);
            boolean asked = models.size() > 1 && model.equals(base);
            if (kept == null && report == null) {
                if (asked) {
                    BaseSession run = baseOf(options);
                    results.add(run.result());
                    same = run.under(models);
                } else {
                    results.add(run(options));
                }
                continue;
            }
            Path folder = kept == null
                    ? Files.createTempDirectory("flowmaker-backtest-")
                    : models.size() == 1 ? kept : kept.resolve(folderName(model));
            try {
                if (asked) {
                    BaseSession run = baseOf(options, folder);
                    results.add(run.result());
                    same = run.under(models);
                } else {
                    results.add(run(options, folder));
                }
                written = ReportCommand.write(folder, report == null ? folder.resolve(ReportCommand.USUAL) : report);
            } finally {
                if (kept == null) {
                    delete(folder);
                }
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (results.size() > 1) {
            ModelRuns runs = new ModelRuns(results, base, same);
            if (json) {
                out.println(BacktestJson.of(runs));
            } else {
                ModelTable.print(runs, out);
            }
            if (kept != null) {
                Path page = Files.writeString(kept.resolve(ModelPage.NAME), ModelPage.of(runs));
                if (!json) {
                    out.printf("%n%s%n", page);
                }
            }
        } else if (json) {
            out.println(BacktestJson.of(results.get(0)));
        } else {
            BacktestText.print(results.get(0), out);
        }
        if (!json && models.size() == 1 && !written.isEmpty()) {
            out.printf("%n%s%n", written);
        }
        out.flush();
        return 0;
    }

    private Backtest.Options options(DaemonSettings settings, FillModel model) {
        return new Backtest.Options(
                settings, tapes, model, ppb("--maker-fee", makerFee), ppb("--taker-fee", takerFee), Main.version());
    }

    private int speed(DaemonSettings settings, FillModel model) throws IOException {
        Map<String, String> quiet = new LinkedHashMap<>(changes);
        // So far away that nothing moves the orders and nobody fills them.
        quiet.put("quote.model", "fixed");
        quiet.put("quote.half-spread", "90 %");
        quiet.put("risk.price-collar", "99 %");
        DaemonSettings without = Configuration.load(conf).with(quiet).daemon();
        Path work = Files.createTempDirectory("flowmaker-speed-");
        try {
            SpeedText.print(
                    Speed.of(options(settings, model), options(without, model), speed, work),
                    json,
                    spec.commandLine().getOut());
        } finally {
            delete(work);
        }
        return 0;
    }

    /** A colon means something else in paths. */
    private static String folderName(FillModel model) {
        return model.text().replace(':', '_');
    }

    private List<FillModel> models(FillModel configured) {
        try {
            return fillModel == null ? List.of(configured) : FillModel.parseList(fillModel);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--fill-model: " + e.getMessage(), e);
        }
    }

    private static BacktestResult run(Backtest.Options options) {
        try (Progress progress = Progress.of("records")) {
            return Backtest.run(options, progress);
        }
    }

    private static BacktestResult run(Backtest.Options options, Path folder) {
        try (JournalWriter writer = JournalWriter.open(folder);
                Progress progress = Progress.of("records")) {
            return Backtest.run(options, writer, writer.nextEpoch(), () -> JournalReader.open(folder), progress);
        }
    }

    private static BaseSession baseOf(Backtest.Options options) {
        try (Progress progress = Progress.of("records")) {
            return new BaseSession(options, progress);
        }
    }

    private static BaseSession baseOf(Backtest.Options options, Path folder) {
        try (JournalWriter writer = JournalWriter.open(folder);
                Progress progress = Progress.of("records")) {
            return new BaseSession(options, writer, writer.nextEpoch(), () -> JournalReader.open(folder), progress);
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
