package dev.flowmaker.cli;

import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.Records;
import dev.flowmaker.research.market.FactsText;
import dev.flowmaker.research.market.MarketFacts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
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

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() {
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
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(MarketJson.of(names, facts));
        } else {
            FactsText.print(names, facts, out);
        }
        out.flush();
        return 0;
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
