package dev.flowmaker.cli;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.synthetic.FlowSettings;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.research.truth.TruthTest;
import dev.flowmaker.research.truth.Verdict;
import dev.flowmaker.research.truth.VerdictTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code truth}: the fill models where the truth is known. */
@Command(
        name = "truth",
        description =
                "Send orders into synthetic markets, where it is known when they fill, and hold what each fill model says"
                        + " from the market data against it.",
        mixinStandardHelpOptions = true)
final class TruthCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--seeds", defaultValue = "6", description = "markets to judge on; default ${DEFAULT-VALUE}")
    private int seeds;

    @Option(
            names = "--calibrate",
            defaultValue = "2",
            description = "further markets to choose the exponents of the power models on; default ${DEFAULT-VALUE}")
    private int calibrating;

    @Option(
            names = "--length",
            defaultValue = "30min",
            paramLabel = "TIME",
            description = "of each market; default ${DEFAULT-VALUE}")
    private String length;

    @Option(
            names = "--conf",
            paramLabel = "CONF",
            description =
                    "instead of probes the orders of the engine with this configuration, which trades BTC/USDT alone")
    private @Nullable Path conf;

    @Option(
            names = "--session",
            paramLabel = "JOURNAL",
            description =
                    "instead: a session that traded at the local exchange or any other with its own matching, from its"
                            + " journal, order by order")
    private @Nullable Path session;

    @Option(names = "--orders", description = "with --session: each order too, by model, seconds after its placement")
    private boolean orders;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.md",
            description = "write the tables into a page, between its comments <!-- truth --> and <!-- /truth -->;"
                    + " of the engine <!-- truth-engine -->, of a session <!-- truth-session -->")
    private @Nullable Path page;

    @Override
    public Integer call() throws IOException {
        long seconds = Lengths.millis(length).orElse(0) / 1000;
        if (seeds < 1 || calibrating < 0 || seconds < TruthTest.SHORTEST_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seeds must be at least 1, --calibrate at least 0 and --length at least "
                            + TruthTest.SHORTEST_SECONDS + "s");
        }
        Path folder = Files.createTempDirectory("flowmaker-truth-");
        try {
            String text = session != null ? sessionText(session, folder.resolve("tape")) : text(seconds, folder);
            if (page != null) {
                DocSection.write(
                        page, session != null ? "truth-session" : conf != null ? "truth-engine" : "truth", text);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.print(text);
            out.flush();
        } finally {
            TruthTest.delete(folder);
        }
        return 0;
    }

    private static void tables(List<Verdict> verdicts, List<String> kinds, StringBuilder text) {
        for (String kind : kinds) {
            text.append(VerdictTable.of(verdicts.stream()
                    .filter(verdict -> verdict.kind().equals(kind))
                    .toList()));
        }
    }

    private String sessionText(Path journal, Path tape) {
        TruthTest.SessionResult result =
                TruthTest.session(() -> JournalReader.open(journal), "of a session", FillModel.ALL, tape);
        StringBuilder text = new StringBuilder(VerdictTable.of(result.verdicts()));
        if (orders) {
            result.fates().forEach(fate -> text.append(line(fate)).append('\n'));
        }
        return text.toString();
    }

    private static String line(TruthTest.Fate fate) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s %s %d lots at %d ticks: truly %s",
                Instant.ofEpochSecond(0, fate.placeNanos()),
                fate.side(),
                fate.lots(),
                fate.priceTicks(),
                filled(fate, fate.filledLots(), fate.filledNanos())));
        for (TruthTest.Said said : fate.said()) {
            line.append("; ").append(said.model().text()).append(' ');
            line.append(filled(fate, said.filledLots(), said.filledNanos()));
        }
        return line.toString();
    }

    private static String filled(TruthTest.Fate fate, long lots, long nanos) {
        return lots == 0
                ? "none"
                : String.format(Locale.ROOT, "%d after %.3f s", lots, (nanos - fate.placeNanos()) / 1e9);
    }

    private String text(long seconds, Path folder) {
        LongFunction<MarketSource> market = seed -> new MarketSource.Synthetic(FlowSettings.bitcoin(seed));
        Consumer<String> progress = line -> spec.commandLine().getErr().println(line);
        return conf == null
                ? text(new TruthTest(market, seconds, folder, progress), TruthTest.kinds())
                : text(
                        TruthTest.ofEngine(Configuration.load(conf).daemon(), market, seconds, folder, progress),
                        TruthTest.engineKinds());
    }

    private String text(TruthTest test, List<String> kinds) {
        List<FillModel> models = new ArrayList<>(FillModel.ALL);
        if (calibrating > 0 && conf == null) {
            // Far from the seeds that judge.
            List<Long> others =
                    LongStream.range(1_001, 1_001 + calibrating).boxed().toList();
            test.calibrate(others).stream()
                    .filter(model -> !models.contains(model))
                    .forEach(models::add);
        }
        List<Long> judging = LongStream.rangeClosed(1, seeds).boxed().toList();
        StringBuilder text = new StringBuilder();
        text.append("From a tape of the same market without us, as a backtest has it:\n\n");
        tables(test.judge(judging, models, TruthTest.Tapes.UNDISTURBED, kinds), kinds, text);
        text.append("From what was seen of the session itself, our trades among the others':\n\n");
        tables(test.judge(judging, models, TruthTest.Tapes.OF_THE_SESSION, kinds), kinds, text);
        return text.toString();
    }
}
