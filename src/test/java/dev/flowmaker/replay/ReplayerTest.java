package dev.flowmaker.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.core.event.TimerFired;
import dev.flowmaker.journal.Codec;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.journal.Snapshots;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayerTest {
    private static final long SEED = 3;
    private static final long DAY = 86_400_000_000_000L;
    private static final long NOON = 20_000 * DAY + DAY / 2;
    private static final long MILLI = 1_000_000;
    private static final long WEIGHT = 4_000_000;

    @TempDir
    private Path folder;

    private static MemoryJournal recorded(int inputs) {
        MemoryJournal journal = new MemoryJournal();
        new RecordedSession(journal, RecordedSession.settings(1, WEIGHT), SEED, NOON, 40 * MILLI)
                .play(inputs)
                .stop();
        return journal;
    }

    private static ReplayResult replay(Records records, long weight) {
        return new Replayer(started -> RecordedSession.settings(started.epoch, weight), RecordedSession.VERSION)
                .run(records, count -> {});
    }

    private static ReplayResult replay(Records records) {
        return replay(records, WEIGHT);
    }

    @Test
    void shouldFindARecordedSessionIdentical() {
        MemoryJournal journal = recorded(5_000);
        Map<MessageKind, Integer> counts = counts(journal);
        ReplayResult result = replay(journal.read());
        assertTrue(result.identical(), () -> "seed " + SEED + ": " + result.divergence());
        assertEquals(journal.lastSequence(), result.records());
        assertEquals(
                counts.getOrDefault(MessageKind.DECISION, 0) + counts.getOrDefault(MessageKind.NOTICE, 0),
                result.decisions());
        assertEquals(1, result.sessions());
        assertEquals(1, result.snapshots());
        assertEquals(0, result.cutOff());
        assertEquals(List.of(), result.notes());
        for (MessageKind kind : List.of(
                MessageKind.DECISION,
                MessageKind.PLACE_ORDER,
                MessageKind.CANCEL_ORDER,
                MessageKind.QUERY_ORDER,
                MessageKind.FILL,
                MessageKind.TIMER_FIRED)) {
            assertTrue(counts.getOrDefault(kind, 0) > 10, kind + " is not in the session: " + counts);
        }
    }

    private static Map<MessageKind, Integer> counts(MemoryJournal journal) {
        Map<MessageKind, Integer> counts = new EnumMap<>(MessageKind.class);
        try (Records records = journal.read()) {
            while (records.advance()) {
                counts.merge(records.kind(), 1, Integer::sum);
            }
        }
        return counts;
    }

    @Test
    void shouldShowTheFieldsThatAnotherCoefficientChanges() {
        ReplayResult result = replay(recorded(500).read(), WEIGHT + 1_000_000);
        Divergence divergence = Objects.requireNonNull(result.divergence());
        assertEquals(Divergence.Kind.DIFFERENT, divergence.kind());
        assertEquals("the engine gave another DECISION than recorded", divergence.what());
        assertEquals("BOOK_UPDATE", divergence.cause().get("kind"));
        assertTrue(
                divergence.differences().stream()
                        .anyMatch(d -> d.path().equals("signals[0].weight")
                                && d.expected().startsWith("4000000.0 (0x")
                                && d.actual().startsWith("5000000.0 (0x")),
                divergence.toString());
        assertTrue(divergence.differences().stream().noneMatch(d -> d.path().equals("sequence")));
    }

    @Test
    void shouldFindASingleChangedBitOfAnyOutput() {
        MemoryJournal journal = recorded(400);
        Decision decision = new Decision();
        assertEquals(MessageKind.DECISION, decision.kind());
        long changed = change(journal, message -> message instanceof Decision d && d.signals() > 0, message -> {
            Decision d = (Decision) message;
            d.signal(0).value = Math.nextUp(d.signal(0).value);
        });
        assertEquals(changed, sequenceOfDivergence());
        changed = change(journal, message -> message instanceof PlaceOrder, message -> ((PlaceOrder) message).lots++);
        assertEquals(changed, sequenceOfDivergence());
        changed = change(journal, message -> message instanceof PlaceOrder, message -> message.causeSequence--);
        assertEquals(changed, sequenceOfDivergence());
    }

    private MemoryJournal altered = new MemoryJournal();

    private long sequenceOfDivergence() {
        return Objects.requireNonNull(replay(altered.read()).divergence()).sequence();
    }

    /** Copies the journal with the last matching record changed; returns its sequence. */
    private long change(MemoryJournal journal, Predicate<Message> which, java.util.function.Consumer<Message> how) {
        long last = 0;
        try (Records records = journal.read()) {
            while (records.advance()) {
                last = which.test(records.message()) ? records.sequence() : last;
            }
        }
        altered = new MemoryJournal();
        try (Records records = journal.read()) {
            while (records.advance()) {
                Message message = records.message();
                if (message.sequence == last) {
                    how.accept(message);
                }
                altered.append(message);
            }
        }
        assertTrue(last > 0);
        return last;
    }

    @Test
    void shouldNameOutputsMissingOnEitherSide() {
        MemoryJournal journal = recorded(400);
        long place = firstSequence(journal, MessageKind.PLACE_ORDER);
        Divergence missing =
                Objects.requireNonNull(replay(without(journal, place).read()).divergence());
        assertTrue(
                missing.kind() == Divergence.Kind.DIFFERENT || missing.kind() == Divergence.Kind.NOT_RECORDED,
                missing.toString());
        assertEquals(place, missing.sequence());

        MemoryJournal doubled = new MemoryJournal();
        try (Records records = journal.read()) {
            while (records.advance()) {
                Message message = records.message();
                doubled.append(message);
                if (message instanceof Decision && doubled.lastSequence() == place - 1) {
                    break;
                }
            }
        }
        Decision extra = new Decision();
        doubled.append(extra);
        doubled.append(extra);
        doubled.append(extra);
        doubled.append(extra);
        doubled.append(extra);
        Divergence unrepeated = Objects.requireNonNull(replay(doubled.read()).divergence());
        assertEquals(place, unrepeated.sequence());
    }

    private static long firstSequence(MemoryJournal journal, MessageKind kind) {
        try (Records records = journal.read()) {
            while (records.advance()) {
                if (records.kind() == kind) {
                    return records.sequence();
                }
            }
        }
        throw new AssertionError("no " + kind);
    }

    private static MemoryJournal without(MemoryJournal journal, long sequence) {
        MemoryJournal copy = new MemoryJournal();
        try (Records records = journal.read()) {
            while (records.advance()) {
                if (records.sequence() != sequence) {
                    copy.append(records.message());
                }
            }
        }
        return copy;
    }

    @Test
    void shouldAcceptAJournalCutOffAtAnyRecord() {
        MemoryJournal journal = recorded(120);
        long cut = 0;
        for (long length = 3; length <= journal.lastSequence(); length++) {
            MemoryJournal head = new MemoryJournal();
            try (Records records = journal.read()) {
                while (head.lastSequence() < length && records.advance()) {
                    head.append(records.message());
                }
            }
            ReplayResult result = replay(head.read());
            assertTrue(result.identical(), () -> "cut: " + result.divergence());
            assertEquals(result.cutOff() > 0, !result.notes().isEmpty());
            cut += result.cutOff();
        }
        assertTrue(cut > 50, "hardly an output was cut off: " + cut);
    }

    @Test
    void shouldReplaySessionsOverDaysAndCheckTheirSnapshots() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            new RecordedSession(journal, settings(journal), SEED, NOON, 600_000 * MILLI)
                    .play(500)
                    .stop();
        }
        try (JournalWriter journal = JournalWriter.open(folder)) {
            // This one is killed: no stop.
            new RecordedSession(journal, settings(journal), SEED + 1, NOON + 3 * DAY, MILLI).play(200);
        }
        try (JournalWriter journal = JournalWriter.open(folder)) {
            new RecordedSession(journal, settings(journal), SEED + 2, NOON + 3 * DAY, MILLI)
                    .play(200)
                    .stop();
        }
        try (JournalReader reader = JournalReader.open(folder)) {
            ReplayResult result = replay(reader);
            assertTrue(result.identical(), () -> "" + result.divergence());
            assertEquals(3, result.sessions());
            assertTrue(result.snapshots() >= 4, result.toString());
            assertEquals(0, result.cutOff());
        }
        try (JournalReader reader = JournalReader.open(folder).fromLastFile()) {
            ReplayResult result = replay(reader);
            assertTrue(result.identical(), () -> "from a later file: " + result.divergence());
            assertTrue(result.decisions() > 100);
        }
    }

    private static EngineSettings settings(JournalWriter journal) {
        return RecordedSession.settings(journal.nextEpoch(), WEIGHT);
    }

    @Test
    void shouldStartFromASnapshotInTheMiddle() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            RecordedSession session = new RecordedSession(journal, settings(journal), SEED, NOON, 300_000 * MILLI);
            session.play(1000).stop();
        }
        try (JournalReader reader = JournalReader.open(folder).fromLastFile()) {
            ReplayResult result = replay(reader);
            assertTrue(result.identical(), () -> "" + result.divergence());
            assertTrue(result.records() > 50 && reader.sequence() > result.records(), result.toString());
        }
    }

    @Test
    void shouldShowTheFieldsOfAStateThatDiffers() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            new RecordedSession(journal, settings(journal), SEED, NOON, 600_000 * MILLI)
                    .play(300)
                    .stop();
        }
        MemoryJournal changed = new MemoryJournal();
        int snapshots = 0;
        try (JournalReader reader = JournalReader.open(folder)) {
            while (reader.advance()) {
                Message message = reader.message();
                if (message instanceof Snapshot snapshot && ++snapshots == 2) {
                    corruptOrderNumber(snapshot);
                }
                changed.append(message);
            }
        }
        Divergence divergence = Objects.requireNonNull(replay(changed.read()).divergence());
        assertEquals(Divergence.Kind.STATE, divergence.kind());
        assertEquals(1, divergence.differences().size(), divergence.toString());
        assertEquals("engine.desk.orderNumber", divergence.differences().get(0).path());
    }

    /** Adds 256 to a field's value in the encoded state: its second byte follows the name. */
    private static void corruptOrderNumber(Snapshot snapshot) {
        byte[] name = "orderNumber".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 0; i < snapshot.length - name.length; i++) {
            if (java.util.Arrays.equals(snapshot.state, i, i + name.length, name, 0, name.length)) {
                snapshot.state[i + name.length + 1]++;
                return;
            }
        }
        throw new AssertionError("no such field");
    }

    @Test
    void shouldSayWhenAnotherBuildWroteIt() {
        ReplayResult result = new Replayer(started -> RecordedSession.settings(1, WEIGHT), "9.9.9")
                .run(recorded(10).read(), count -> {});
        assertTrue(result.identical());
        assertEquals(1, result.notes().size());
        assertTrue(result.notes().get(0).contains("written by flowmaker 1.2.3, this is 9.9.9"));
    }

    @Test
    void shouldReplayASessionWhoseBeginningAnotherBuildTellsWithOtherFields() {
        MemoryJournal older = withFirstState(visitor -> {
            new Engine(RecordedSession.settings(1, WEIGHT), ignored -> {}).visitState(visitor);
            visitor.begin("stageOfOld");
            visitor.int64("count", 3);
            visitor.end();
        });
        ReplayResult result = replay(older.read());
        assertTrue(result.identical(), () -> "" + result.divergence());
        assertEquals(1, result.notes().size());
        assertTrue(
                result.notes().get(0).contains("stageOfOld.count"),
                result.notes().get(0));
    }

    @Test
    void shouldRefuseAStateOfOtherFieldsThatIsNoBeginning() {
        MemoryJournal older = withFirstState(visitor -> {
            visitor.begin("engine");
            visitor.begin("desk");
            visitor.int64("orderNumber", 77);
            visitor.end();
            visitor.end();
        });
        assertThrows(JournalException.class, () -> replay(older.read()));
    }

    @Test
    void shouldRefuseAStateOfOtherFieldsThatDoesNotSayThatNoInputWasBeforeIt() {
        MemoryJournal older = withFirstState(visitor -> {
            visitor.begin("engine");
            visitor.begin("desk");
            visitor.flag("halted", false);
            visitor.end();
            visitor.end();
        });
        assertThrows(JournalException.class, () -> replay(older.read()));
    }

    @Test
    void shouldRefuseAnotherBuildsStateInMidSession() {
        MemoryJournal older = withFirstState(visitor -> {
            Engine engine = new Engine(RecordedSession.settings(1, WEIGHT), ignored -> {});
            TimerFired first = new TimerFired();
            first.sequence = 3;
            first.timeNanos = 1;
            first.market = Message.NO_MARKET;
            engine.onInput(first);
            engine.visitState(visitor);
            visitor.begin("stageOfOld");
            visitor.int64("count", 3);
            visitor.end();
        });
        assertThrows(JournalException.class, () -> replay(older.read()));
    }

    private static MemoryJournal withFirstState(Consumer<StateVisitor> state) {
        MemoryJournal changed = new MemoryJournal();
        Records records = recorded(300).read();
        int snapshots = 0;
        for (Message message = records.next(); message != null; message = records.next()) {
            if (message instanceof Snapshot snapshot && ++snapshots == 1) {
                Snapshot other = Snapshots.take(state);
                snapshot.state = other.state;
                snapshot.length = other.length;
                snapshot.stateHash = other.stateHash;
            }
            changed.append(message);
        }
        return changed;
    }

    @Test
    void shouldReportAnEngineThatFails() {
        Machine.Factory failing = (started, out) -> new Machine() {
            @Override
            public void onInput(Message input) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void visitState(dev.flowmaker.core.StateVisitor visitor) {
                visitor.begin("nothing");
            }
        };
        ReplayResult result = new Replayer(failing, RecordedSession.VERSION)
                .run(withoutSnapshots(recorded(10)).read(), count -> {});
        assertFalse(result.identical());
        assertEquals(
                Divergence.Kind.FAILED,
                Objects.requireNonNull(result.divergence()).kind());
    }

    private static MemoryJournal withoutSnapshots(MemoryJournal journal) {
        return without(journal, firstSequence(journal, MessageKind.SNAPSHOT));
    }

    @Test
    void shouldCompareRecordsNotPositions() {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        Outputs outputs = new Outputs();
        outputs.begin(10);
        PlaceOrder order = new PlaceOrder();
        for (int i = 0; i < 100; i++) {
            order.lots = i;
            outputs.accept(order);
        }
        for (int i = 0; i < 100; i++) {
            order.lots = i;
            order.sequence = 11L + i;
            int length = new Codec().encode(order, buffer, 0);
            assertTrue(outputs.nextIs(buffer.byteArray(), 0, length));
            buffer.putByte(length - 1, (byte) 9);
            assertFalse(outputs.nextIs(buffer.byteArray(), 0, length));
            outputs.take();
        }
        assertEquals(0, outputs.left());
    }
}
