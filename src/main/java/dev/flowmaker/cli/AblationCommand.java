package dev.flowmaker.cli;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.research.ablation.Ablation;
import dev.flowmaker.research.ablation.AblationResult;
import dev.flowmaker.research.ablation.AblationText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ablation}: whether the signals pay. */
@Command(
        name = "ablation",
        description =
                "Trade a tape without signals, with order flow, with trades too and with all of signals.use, under every"
                        + " fill model; the first half calibrates, the second judges, and a block bootstrap says how sure"
                        + " that is.",
        mixinStandardHelpOptions = true)
final class AblationCommand implements Callable<Integer> {
    private static final double PPB_PER_BPS = 100_000;
    private static final double MOST_BPS = 1_000;
    private static final int FEWEST_DRAWS = 100;
    private static final int MOST_DRAWS = 100_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONF", description = "a daemon's configuration of one market")
    private Path conf;

    @Option(names = "--tape", required = true, paramLabel = "TAPE", description = "folder of a tape of that market")
    private Path tape;

    @Option(
            names = "--fill-model",
            defaultValue = "all",
            paramLabel = "NAME[:n]|all",
            description = "as in backtest; default ${DEFAULT-VALUE}")
    private String fillModel;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "as in backtest")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(names = "--maker-fee", defaultValue = "1", paramLabel = "BPS", description = "as in backtest")
    private double makerFee;

    @Option(names = "--taker-fee", defaultValue = "10", paramLabel = "BPS", description = "as in backtest")
    private double takerFee;

    @Option(
            names = "--no-calibration",
            description = "quote as CONF says; by default the first half decides half-spread, skew, gamma, intensity,"
                    + " volatility, expected markout and alpha's cap")
    private boolean configured;

    @Option(
            names = "--block",
            paramLabel = "TIME",
            description = "length of the bootstrap's blocks; default: 5min, or a tenth of a half if that is less")
    private @Nullable String block;

    @Option(names = "--draws", defaultValue = "2000", description = "of the bootstrap; default ${DEFAULT-VALUE}")
    private int draws;

    @Option(names = "--seed", defaultValue = "1", description = "of the draws; default ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "write ablation.md, ablation.csv and ablation.json there")
    private @Nullable Path folder;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Ablation.Options options = options();
        AblationResult result;
        try (Progress progress = Progress.of("runs")) {
            result = Ablation.run(options, progress);
        }
        String markdown = AblationText.markdown(result);
        String asJson = AblationJson.of(result);
        Path into = folder;
        if (into != null) {
            Files.createDirectories(into);
            Files.writeString(into.resolve("ablation.md"), markdown, StandardCharsets.UTF_8);
            Files.writeString(into.resolve("ablation.json"), asJson + "\n", StandardCharsets.UTF_8);
            Files.write(into.resolve("ablation.csv"), AblationText.csv(result), StandardCharsets.UTF_8);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(asJson);
        } else {
            out.print(markdown);
        }
        out.flush();
        return 0;
    }

    private Ablation.Options options() {
        if (draws < FEWEST_DRAWS || draws > MOST_DRAWS) {
            throw usage("--draws must be " + FEWEST_DRAWS + " to " + MOST_DRAWS);
        }
        return new Ablation.Options(
                Configuration.load(conf).with(changes),
                tape,
                models(),
                ppb("--maker-fee", makerFee),
                ppb("--taker-fee", takerFee),
                Main.version(),
                !configured,
                blockNanos(),
                draws,
                seed);
    }

    private long blockNanos() {
        String length = block;
        if (length == null) {
            return 0;
        }
        long millis = Lengths.millis(length).orElse(0);
        if (millis < 1_000) {
            throw usage("--block '" + length + "' is not a length of a second or more, such as 30s or 5min");
        }
        return millis * NANOS_PER_MILLI;
    }

    private List<FillModel> models() {
        try {
            return FillModel.parseList(fillModel);
        } catch (IllegalArgumentException e) {
            throw usage("--fill-model: " + e.getMessage());
        }
    }

    private long ppb(String option, double bps) {
        if (!(Math.abs(bps) <= MOST_BPS)) {
            throw usage(option + " must be within 1000 basis points");
        }
        return Math.round(bps * PPB_PER_BPS);
    }

    private ParameterException usage(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
