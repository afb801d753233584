package dev.flowmaker.replay;

import dev.flowmaker.Version;
import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes the folders of all tests ({@code junit-platform.properties} names it), and before one is deleted replays every
 * journal in it: at each record the parts of each market's profit and loss must sum to it, to the last quantum.
 */
public final class JournalsAddUp implements TempDirFactory {
    static final String PREFIX = "flowmaker-test";
    private static final Namespace NAMESPACE = Namespace.create(JournalsAddUp.class);

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
        Path folder = Files.createTempDirectory(PREFIX);
        // What a store holds is closed in the opposite order of its coming: this before the folder is deleted.
        test.getStore(NAMESPACE).put(folder, (AutoCloseable) () -> checkAll(folder));
        return folder;
    }

    private static void checkAll(Path folder) throws IOException {
        for (Path journal : journals(folder)) {
            check(journal);
        }
    }

    private static List<Path> journals(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.exists(file.resolve("records/metadata.cq4t")))
                    .toList();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                // A file of it went while it was listed: whoever took it still works there.
                return List.of();
            }
            throw e;
        }
    }

    /**
     * Replays one, as far as it can be read: tests damage journals, and some are of settings that no file has ({@link
     * RecordedSession} looks at those while it writes them).
     *
     * @return how often a market's sum was looked at
     */
    static long check(Path journal) {
        long[] sums = new long[1];
        try (JournalReader reader = JournalReader.open(journal)) {
            new WatchedReplay(EngineSettingsFactory::from, Version.text())
                    .run(reader, (records, engine) -> sums[0] += check(journal, records, engine), records -> {});
        } catch (JournalException | ConfigurationException unreadable) {
            return sums[0];
        }
        return sums[0];
    }

    private static int check(Path journal, Records records, @Nullable Engine engine) {
        if (engine == null) {
            return 0;
        }
        for (int i = 0; i < engine.markets(); i++) {
            ProfitAndLoss profit = engine.market(i).profitAndLoss();
            long parts =
                    profit.spreadQuanta() + profit.inventoryQuanta() - profit.feesQuanta() + profit.fundingQuanta();
            if (parts != profit.equityChangeQuanta()) {
                throw new AssertionError(journal + ", record " + records.sequence() + ", market " + i
                        + ": spread, inventory, fees and funding sum to " + parts + " and cash and position changed by "
                        + profit.equityChangeQuanta());
            }
        }
        return engine.markets();
    }
}
