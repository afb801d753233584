package dev.flowmaker.cli;

import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.synthetic.FlowSettings;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.research.market.Comparison;
import dev.flowmaker.research.market.FactsText;
import dev.flowmaker.research.market.MarketFacts;
import dev.flowmaker.research.market.SyntheticTape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code market}: the stylised facts of a tape's market. */
@Command(
        name = "market",
        description =
                "Measure what a tape's market is like: spread, depth, sizes, clustering, signs, flow, volatility.",
        mixinStandardHelpOptions = true)
final class MarketCommand implements Callable<Integer> {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TAPE", description = "folder of a tape or a journal")
    private Path tape;

    @Option(names = "--market", paramLabel = "BASE/QUOTE", description = "which, when the journal has several")
    private @Nullable String market;

    @Option(
            names = "--split",
            paramLabel = "TIME",
            description = "measure what is before and after this time apart, such as 2024-08-09T00:00:00Z")
    private @Nullable String split;

    @Option(
            names = "--synthetic",
            paramLabel = "SEED",
            description =
                    "measure the synthetic market of this seed beside them; with --split judge it on what is after")
    private @Nullable Long seed;

    @Option(
            names = "--length",
            defaultValue = "2h",
            paramLabel = "TIME",
            description = "how long the synthetic market is watched; default ${DEFAULT-VALUE}")
    private String length;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.md",
            description = "with --synthetic and --split: write table and plots into a page, between its comments"
                    + " <!-- market --> and <!-- /market -->; the plots into the folder images beside it")
    private @Nullable Path page;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (page != null && (split == null || seed == null)) {
            throw new ParameterException(
                    spec.commandLine(), "-o needs --split and --synthetic: what is to be judged on what");
        }
        List<String> names = new ArrayList<>();
        List<MarketFacts> facts = new ArrayList<>();
        if (split == null) {
            names.add("all of it");
            facts.add(measure(Long.MIN_VALUE, Long.MAX_VALUE));
        } else {
            long nanos = splitNanos(split);
            names.addAll(List.of("before", "after"));
            facts.add(measure(Long.MIN_VALUE, nanos));
            facts.add(measure(nanos, Long.MAX_VALUE));
        }
        if (seed != null) {
            names.add("synthetic");
            facts.add(synthetic(seed));
        }
        if (page != null) {
            write(page, new Comparison(facts.get(0), facts.get(2), facts.get(1)));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(MarketJson.of(names, facts));
        } else {
            FactsText.print(names, facts, out);
        }
        out.flush();
        return 0;
    }

    private MarketFacts synthetic(long of) {
        long seconds = Lengths.millis(length).orElse(0) / 1000;
        if (seconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--length '" + length + "' is not a time such as 10min or 2h");
        }
        MemoryJournal journal = new MemoryJournal();
        MarketSource source = new MarketSource.Synthetic(FlowSettings.bitcoin(of));
        SyntheticTape.record(source, SyntheticTape.bitcoin(), seconds, journal);
        return MarketFacts.of(journal.read(), null, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private void write(Path document, Comparison comparison) throws IOException {
        Path images = Files.createDirectories(document.resolveSibling("images"));
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Seed %d over %s, of %d figures %d outside.%n%n%s%n",
                seed,
                length,
                comparison.figures(),
                comparison.misses().size(),
                comparison.table()));
        for (Map.Entry<String, String> plot : comparison.plots().entrySet()) {
            String file = "market-" + plot.getKey() + ".svg";
            Files.writeString(images.resolve(file), plot.getValue());
            text.append("![")
                    .append(plot.getKey())
                    .append("](images/")
                    .append(file)
                    .append(")\n");
        }
        DocSection.write(document, "market", text.toString());
    }

    private MarketFacts measure(long fromNanos, long untilNanos) {
        try (Records records = JournalReader.open(tape)) {
            return MarketFacts.of(records, market, fromNanos, untilNanos);
        }
    }

    private long splitNanos(String text) {
        try {
            Instant at = Instant.parse(text);
            return at.getEpochSecond() * NANOS_PER_SECOND + at.getNano();
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), "--split '" + text + "' is not a time such as 2024-08-09T00:00:00Z");
        }
    }
}
