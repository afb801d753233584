package dev.flowmaker.cli;

import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.core.Side;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.Finder;
import dev.flowmaker.replay.explain.Explainer;
import dev.flowmaker.replay.explain.Explanation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: why a quote was what it was, or why there was none. */
@Command(
        name = "explain",
        description =
                "Say why a quote was what it was, or why there was none: its price as an exact sum, the book and the"
                        + " risk checks then, what it replaced, and what became of it.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "the journal's folder, such as journal/local")
    private Path journal;

    @ArgGroup(multiplicity = "1")
    private Asked asked = new Asked();

    @Option(names = "--side", paramLabel = "SIDE", description = "with --at, --decision: only bid, or only ask")
    private @Nullable String side;

    @Option(
            names = "--market",
            paramLabel = "BASE/QUOTE",
            description = "with --at, --trade: of this market; may be left out when there is only one")
    private @Nullable String market;

    @Option(names = "--level", paramLabel = "N", description = "with --at, --decision: only this level, 0 the first")
    private int level = Explainer.Filter.ANY;

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description =
                    "with --trade: read every record from this sequence or UTC time on; without, and without --to,"
                            + " the trade is looked for where its id should be")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "WHEN", description = "with --trade: read no further than this")
    private @Nullable String to;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    /** What is asked about: one of these. */
    static final class Asked {
        @Option(names = "--order", paramLabel = "ID", description = "the order with this id of ours")
        private @Nullable Long order;

        @Option(names = "--client", paramLabel = "ID", description = "the order with this client id at the venue")
        private @Nullable String client;

        @Option(names = "--trade", paramLabel = "ID", description = "the order that traded with this trade id")
        private @Nullable Long trade;

        @Option(
                names = "--decision",
                paramLabel = "SEQ",
                description = "the decision with this sequence; of another record the last before it")
        private @Nullable Long decision;

        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = "what was quoted then, and why: a UTC time such as 14:03:07 or 2026-11-20T14:03:07.250Z")
        private @Nullable String at;
    }

    @Override
    public Integer call() {
        if (asked.trade == null && (from != null || to != null)) {
            throw new ConfigurationException(List.of("--from and --to go with --trade alone"));
        }
        Explainer.Filter filter = new Explainer.Filter(market, side(), level);
        PrintWriter out = spec.commandLine().getOut();
        try (JournalReader reader = JournalReader.open(journal)) {
            Explanation explanation = explain(new Explainer(reader), filter);
            if (json) {
                out.println(ExplainJson.of(explanation));
            } else {
                new ExplainText(out, Paint.wanted(), explanation).print();
            }
        }
        out.flush();
        return 0;
    }

    private Explanation explain(Explainer explainer, Explainer.Filter filter) {
        if (asked.order != null) {
            return explainer.order(asked.order);
        }
        if (asked.client != null) {
            return explainer.client(asked.client);
        }
        if (asked.trade != null) {
            return trade(explainer, asked.trade);
        }
        if (asked.decision != null) {
            return explainer.decision(asked.decision, filter);
        }
        long nanos = usage(() -> Moment.nanos("--at", String.valueOf(asked.at), explainer.finder()));
        return explainer.at(what() + " at " + Moment.text(nanos), nanos, filter);
    }

    private Explanation trade(Explainer explainer, long id) {
        if (from == null && to == null) {
            return explainer.trade(id, market);
        }
        Finder finder = explainer.finder();
        String begin = from;
        String last = to;
        long first = begin == null ? finder.first() : usage(() -> Moment.sequence("--from", begin, finder));
        long end = last == null ? finder.last() + 1 : usage(() -> Moment.sequence("--to", last, finder));
        if (end <= first) {
            throw new ConfigurationException(List.of("--to " + to + " is not after the beginning, " + first));
        }
        return explainer.trade(id, market, first, end);
    }

    private static long usage(LongSupplier parsed) {
        try {
            return parsed.getAsLong();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private String what() {
        return (side == null ? "quotes" : side.toLowerCase(Locale.ROOT)) + (level < 0 ? "" : " " + level);
    }

    private @Nullable Side side() {
        if (side == null) {
            return null;
        }
        return switch (side.toLowerCase(Locale.ROOT)) {
            case "bid", "buy" -> Side.BUY;
            case "ask", "sell" -> Side.SELL;
            default -> throw new ConfigurationException(List.of("--side '" + side + "' is neither bid nor ask"));
        };
    }
}
