package dev.flowmaker.replay;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.BentState;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentCaptor;

/** What looks at every journal of the tests sees one that does not add up. */
class JournalsAddUpTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLookAtEveryRecordOfASoundJournal() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            SessionStarted started = SyntheticSession.header(SyntheticSession.configuration("local.conf", Map.of()), 1);
            SyntheticSession.record(journal, started, Fixtures.synthetic(1), 2_000);
        }
        assertTrue(JournalsAddUp.check(folder) >= 2_000);
    }

    @Test
    void shouldMakeTheFoldersOfTests() {
        assertTrue(folder.getFileName().toString().startsWith(JournalsAddUp.PREFIX), folder.toString());
    }

    /** A session that goes on from a state whose parts are off by one. */
    private static void bent(Journal journal) {
        SessionStarted started = SyntheticSession.header(SyntheticSession.configuration("local.conf", Map.of()), 1);
        Engine engine = new Engine(EngineSettingsFactory.from(started), output -> {});
        journal.append(started);
        Snapshot snapshot = Snapshots.take(visitor -> engine.visitState(new BentState(visitor, "feesQuanta")));
        snapshot.sessionSequence = started.sequence;
        journal.append(snapshot);
    }

    @Test
    void shouldFailTheTestThatLeavesAJournalWhichDoesNotAddUp() throws Exception {
        ExtensionContext.Store store = mock();
        ExtensionContext test = mock();
        when(test.getStore(any())).thenReturn(store);
        ArgumentCaptor<AutoCloseable> atTheEnd = ArgumentCaptor.forClass(AutoCloseable.class);
        Path made = new JournalsAddUp().createTempDirectory(mock(AnnotatedElementContext.class), test);
        verify(store).put(any(), atTheEnd.capture());
        atTheEnd.getValue().close();
        try (JournalWriter journal = JournalWriter.open(made.resolve("bent"))) {
            bent(journal);
        }
        AssertionError error = assertThrows(AssertionError.class, atTheEnd.getValue()::close);
        assertTrue(String.valueOf(error).contains("record 2, market 0"), error::toString);
        try (Stream<Path> files = Files.walk(made)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
