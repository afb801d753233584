package dev.flowmaker.cli;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.Finder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records are looked at: the options that {@code dump}, {@code tail} and {@code stats} share. */
final class RecordFilter {
    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description = "only these kinds or families: ${COMPLETION-CANDIDATES}",
            completionCandidates = KindNames.class)
    private List<String> kinds = new ArrayList<>();

    @Option(names = "--market", paramLabel = "BASE/QUOTE", description = "only records of this market")
    private @Nullable String market;

    @Option(names = "--order", paramLabel = "ID", description = "only records that name this order id")
    private @Nullable Long order;

    @Option(names = "--side", paramLabel = "SIDE", description = "only records, and quotes, of this side: buy or sell")
    private @Nullable String side;

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            description = "only decisions that do this about a quote: keep, place, cancel, replace or suppress")
    private @Nullable String action;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description =
                    "only records with this reason, verdict of risk or code, such as stale-book, post-only-would-take"
                            + " or breaker-tripped; with --side or --action of the same quote")
    private @Nullable String reason;

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            description =
                    "begin at this sequence, time of day such as 14:03:07, or time such as 2026-11-20T14:03:07Z; UTC")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "WHERE", description = "end with this sequence, or before this time")
    private @Nullable String to;

    private final Set<MessageKind> wanted = EnumSet.noneOf(MessageKind.class);
    private List<String> symbols = List.of();
    private final Set<String> symbolsSeen = new TreeSet<>();
    private FieldMatch fields = new FieldMatch(null, null, null, null);
    private long first = 1;
    private long last = Long.MAX_VALUE;

    /** Names accepted by {@code --kind}. */
    static final class KindNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        KindNames() {
            for (MessageKind.Family family : MessageKind.Family.values()) {
                add(family.name().toLowerCase(Locale.ROOT));
            }
            for (MessageKind kind : MessageKind.values()) {
                add(name(kind));
            }
        }
    }

    private static String name(MessageKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads the words given; throws IllegalArgumentException for one that is none. */
    void prepare() {
        fields = new FieldMatch(order, side, action, reason);
        for (String given : kinds) {
            String text = given.toLowerCase(Locale.ROOT).replace('_', '-');
            int before = wanted.size();
            for (MessageKind kind : MessageKind.values()) {
                if (name(kind).equals(text)
                        || kind.family().name().toLowerCase(Locale.ROOT).equals(text)) {
                    wanted.add(kind);
                }
            }
            if (wanted.size() == before) {
                throw new IllegalArgumentException(
                        "--kind: no kind '" + given + "'; one of " + String.join(", ", new KindNames()));
            }
        }
    }

    /**
     * Finds the range that is asked for. The reader is then before the first record of a file, because its first record tells
     * the instruments: of that with the range's beginning, or where it was when the range has none.
     */
    void place(JournalReader reader) {
        if (from == null && to == null) {
            return;
        }
        Finder finder = new Finder(reader);
        if (from != null) {
            first = Moment.sequence("--from", from, finder);
        }
        if (to != null) {
            last = Moment.sequence("--to", to, finder) - (to.matches("\\d+") ? 0 : 1);
        }
        if (first > last) {
            throw new IllegalArgumentException("--to " + to + " is before --from " + from);
        }
        if (first > finder.last()) {
            throw new IllegalArgumentException("--from " + from + " is after the journal's end, "
                    + Moment.text(finder.timeNanos(finder.last())) + " at sequence " + finder.last());
        }
        reader.fromFileOf(first);
    }

    /** Whether a beginning was asked for. */
    boolean begins() {
        return from != null;
    }

    /** Whether the current record is behind the range. */
    boolean isBehind(Records records) {
        return records.sequence() > last;
    }

    /** Once all there is was read: throws IllegalArgumentException when no session had the market asked for. */
    void requireMarket() {
        if (market != null && !symbolsSeen.contains(market)) {
            throw new IllegalArgumentException(
                    "--market: no market '" + market + "' in this journal; one of " + String.join(", ", symbolsSeen));
        }
    }

    /** Learns the instruments when the current record is a session's header. */
    void learn(Records records, FieldPrinter printer) {
        if (records.kind() == MessageKind.SESSION_STARTED) {
            SessionStarted started = (SessionStarted) records.message();
            symbols = started.instruments.stream()
                    .map(SessionStarted.InstrumentRow::symbol)
                    .toList();
            symbolsSeen.addAll(symbols);
            printer.learn(started);
        }
    }

    /** Whether the current record is wanted. */
    boolean wants(Records records) {
        return records.sequence() >= first
                && records.sequence() <= last
                && (wanted.isEmpty() || wanted.contains(records.kind()))
                && ofMarket(records.market())
                && (!fields.asks() || fields.matches(records.message()));
    }

    private boolean ofMarket(int index) {
        if (market == null) {
            return true;
        }
        return index >= 0 && index < symbols.size() && symbols.get(index).equals(market);
    }
}
