package dev.flowmaker.cli;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.Records;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records are shown, and how: the options that {@code dump} and {@code tail} share. */
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

    @Option(names = "--json", description = "a JSON object a line")
    private boolean json;

    private final Set<MessageKind> wanted = EnumSet.noneOf(MessageKind.class);
    private List<String> symbols = List.of();

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

    FieldPrinter printer() {
        return json ? FieldPrinter.json() : FieldPrinter.text();
    }

    /** Reads the names given; throws IllegalArgumentException for one that is none. */
    void prepare() {
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

    /** Learns the instruments when the current record is a session's header. */
    void learn(Records records, FieldPrinter printer) {
        if (records.kind() == MessageKind.SESSION_STARTED) {
            SessionStarted started = (SessionStarted) records.message();
            symbols = started.instruments.stream()
                    .map(SessionStarted.InstrumentRow::symbol)
                    .toList();
            printer.learn(started);
        }
    }

    /** Whether the current record is wanted. */
    boolean wants(Records records) {
        return (wanted.isEmpty() || wanted.contains(records.kind()))
                && ofMarket(records.market())
                && (order == null || OrderIds.names(records.message(), order));
    }

    /** Prints the current record if it is wanted. */
    void show(Records records, FieldPrinter printer, PrintWriter out) {
        if (wants(records)) {
            out.println(printer.line(records.message()));
        }
    }

    private boolean ofMarket(int index) {
        if (market == null) {
            return true;
        }
        return index >= 0 && index < symbols.size() && symbols.get(index).equals(market);
    }
}
