package dev.flowmaker.cli;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.research.sweep.Sweep;
import dev.flowmaker.research.sweep.SweepException;
import dev.flowmaker.research.sweep.SweepPage;
import dev.flowmaker.research.sweep.SweepResult;
import dev.flowmaker.research.sweep.SweepText;
import dev.flowmaker.research.sweep.Trial;
import dev.flowmaker.research.sweep.Trials;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code sweep}: many backtests of one configuration with some of its keys changed. */
@Command(
        name = "sweep",
        description =
                "Backtest a configuration with keys changed, over a grid or at random, on all cores. Every choice is"
                        + " checked before anything runs; a run that is done is on file, and a sweep that was killed goes on when it"
                        + " is started again.",
        mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
    private static final double PPB_PER_BPS = 100_000;
    private static final double MOST_BPS = 1_000;
    private static final int MOST_PARTS = 1_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONF", description = "a daemon's configuration")
    private Path conf;

    @Option(names = "--tape", required = true, split = ",", paramLabel = "TAPE", description = "as in backtest")
    private List<Path> tapes;

    @Option(
            names = "--grid",
            paramLabel = "KEY=a,b,c",
            description = "a key of every market, such as quote.half-spread, or from the top, such as"
                    + " flowmaker.simulation.fill-model, and its values; given again, every combination")
    private List<String> grid = new ArrayList<>();

    @Option(names = "--random", paramLabel = "N", description = "so many choices drawn from the ranges")
    private int random;

    @Option(
            names = "--range",
            paramLabel = "KEY=lo..hi",
            description =
                    "where a key's values are drawn from, with the unit behind: 2..10 ticks; log:0.01..1 draws equal"
                            + " ratios alike; a,b,c one of these")
    private List<String> ranges = new ArrayList<>();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "of the draws; default ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--walk-forward",
            paramLabel = "N",
            description = "cut the tapes' time into N + 1 equal parts, and judge what was best so far on each next one")
    private int walkForward;

    @Option(
            names = "--test-share",
            paramLabel = "SHARE",
            description = "keep the last part of the time, such as 0.3 of it, for judging")
    private double testShare;

    @Option(names = "--jobs", paramLabel = "N", description = "runs at once; default: one a core")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--fill-model", paramLabel = "NAME[:n]", description = "as in backtest")
    private @Nullable String fillModel;

    @Option(names = "--maker-fee", defaultValue = "1", paramLabel = "BPS", description = "as in backtest")
    private double makerFee;

    @Option(names = "--taker-fee", defaultValue = "10", paramLabel = "BPS", description = "as in backtest")
    private double takerFee;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "sweep",
            paramLabel = "DIR",
            description = "where runs.csv, which the sweep goes on from, and sweep.html are; default ${DEFAULT-VALUE}")
    private Path folder;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    private final long beganNanos = System.nanoTime();
    private boolean shown;

    @Override
    public Integer call() throws IOException {
        SweepResult result = Sweep.run(options(), this::progress);
        if (shown) {
            System.err.println();
        }
        Path page = folder.resolve("sweep.html");
        Files.writeString(page, SweepPage.of(result), StandardCharsets.UTF_8);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(SweepJson.of(result));
        } else {
            SweepText.lines(result).forEach(out::println);
            out.println(page);
        }
        out.flush();
        return 0;
    }

    private Sweep.Options options() {
        if (jobs < 1 || walkForward < 0 || walkForward >= MOST_PARTS || !(testShare >= 0 && testShare < 1)) {
            throw usage("--jobs is 1 or more, --walk-forward 1 to 999, --test-share above 0 and below 1");
        }
        if (walkForward > 0 && testShare > 0) {
            throw usage("--walk-forward or --test-share, not both");
        }
        return new Sweep.Options(
                Configuration.load(conf),
                tapes,
                trials(),
                model(),
                ppb("--maker-fee", makerFee),
                ppb("--taker-fee", takerFee),
                Main.version(),
                walkForward + 1,
                testShare,
                jobs,
                folder);
    }

    private List<Trial> trials() {
        boolean drawn = random > 0;
        if (drawn == grid.isEmpty() && drawn != ranges.isEmpty()) {
            try {
                return drawn ? Trials.random(ranges, random, seed) : Trials.grid(grid);
            } catch (SweepException e) {
                throw usage(String.valueOf(e.getMessage()));
            }
        }
        throw usage("give --grid KEY=a,b,c, or --random N with --range KEY=lo..hi");
    }

    private @Nullable FillModel model() {
        try {
            return fillModel == null ? null : FillModel.parse(fillModel);
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

    private void progress(int done, int of, int before) {
        if (!Terminal.isError()) {
            return;
        }
        double seconds = (System.nanoTime() - beganNanos) / 1e9;
        PrintStream terminal = System.err;
        String left = done == before
                ? ""
                : String.format(Locale.ROOT, ", %.0f s left", seconds / (done - before) * (of - done));
        terminal.printf(
                Locale.ROOT,
                "\r%,d of %,d runs%s%s   ",
                done,
                of,
                before == 0 ? "" : String.format(Locale.ROOT, " (%,d on file)", before),
                left);
        terminal.flush();
        shown = true;
    }
}
