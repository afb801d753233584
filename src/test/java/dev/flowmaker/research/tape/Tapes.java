package dev.flowmaker.research.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.LevelChanges;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.journal.JournalReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tapes made in tests, and what is on them. */
public final class Tapes {
    private Tapes() {}

    public static ImportSummary make(String format, Path tape, boolean strict, @Nullable String lot, Path... files) {
        return named(format, tape, strict, null, lot, null, files);
    }

    /** The same of a market by that name, of a perpetual with contracts of that size. */
    public static ImportSummary named(
            String format,
            Path tape,
            boolean strict,
            @Nullable String symbol,
            @Nullable String lot,
            @Nullable Decimal contractSize,
            Path... files) {
        ImportOptions options = new ImportOptions(
                format,
                List.of(files),
                tape,
                strict,
                symbol,
                lot == null ? null : new Decimal(1, 2),
                lot == null ? null : new Decimal(1, Integer.parseInt(lot)),
                contractSize,
                null,
                "test");
        long[] last = {0, 0};
        ImportSummary summary = Importer.run(options, (done, total) -> {
            last[0] = Math.max(last[0], done);
            last[1] = total;
        });
        assertEquals(last[1], last[0], "progress ends at the whole");
        return summary;
    }

    /** Books, touches and trades, one line each: milliseconds, kind, ticks x lots. */
    static List<String> lines(Path tape) {
        List<String> lines = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(tape)) {
            for (Message message = reader.next(); message != null; message = reader.next()) {
                if (message instanceof BookUpdate update) {
                    String reset = update.reset == ResetReason.NONE ? "" : " " + update.reset;
                    lines.add(update.timeNanos / 1_000_000 + " book" + reset + levels(update.levels));
                } else if (message instanceof TouchUpdate touch) {
                    lines.add(touch.timeNanos / 1_000_000 + " touch " + touch.updateId + " " + touch.bidTicks + "x"
                            + touch.bidLots + " " + touch.askTicks + "x" + touch.askLots);
                } else if (message instanceof Trade trade) {
                    lines.add(trade.timeNanos / 1_000_000 + " " + trade.aggressor + " " + trade.priceTicks + "x"
                            + trade.lots);
                }
            }
        }
        return lines;
    }

    private static String levels(LevelChanges levels) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < levels.count(); i++) {
            out.append(levels.side(i) == Side.BUY ? " b" : " a")
                    .append(levels.priceTicks(i))
                    .append('x')
                    .append(levels.lots(i));
        }
        return out.toString();
    }
}
