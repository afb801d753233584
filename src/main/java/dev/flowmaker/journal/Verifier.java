package dev.flowmaker.journal;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.MessageKind.Family;
import dev.flowmaker.core.event.SessionStarted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.function.LongConsumer;

/**
 * Reads all of a journal and judges what a reader alone cannot: that each output follows the input it names as its cause,
 * that each file begins with a session's header and a snapshot, that sessions' numbers grow, and that closed
 * files are what was sealed.
 */
public final class Verifier {
    private static final int PROGRESS_EVERY = 1 << 16;

    private final Path path;
    private final JournalFolder folder;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long records;
    private int files;
    private long lastInput;
    /** Whether the file's first snapshot was seen, or its absence told. */
    private boolean begun;

    private int epoch = Integer.MIN_VALUE;
    private final MarketSilences silences = new MarketSilences();

    private Verifier(Path path) {
        this.path = path;
        this.folder = new JournalFolder(path);
    }

    /**
     * What was found.
     *
     * @param records proved whole
     * @param files read
     * @param problems what is wrong, a line each, with the place; empty when all is well
     * @param notes what is not wrong but worth knowing, such as a closed file without a seal, or a stream
     *     that fell silent
     */
    public record Findings(long records, int files, List<String> problems, List<String> notes) {}

    /**
     * Verifies the journal in {@code path}. Damage ends a file; the next one is still read.
     *
     * @param progress told how many records are done, now and then
     * @throws JournalException when it is no journal or of a newer schema
     */
    public static Findings verify(Path path, LongConsumer progress) {
        return new Verifier(path).run(progress);
    }

    private Findings run(LongConsumer progress) {
        try (JournalReader reader = JournalReader.open(path)) {
            verify(reader, progress);
        }
        return findings();
    }

    private Findings findings() {
        List<String> noted = new ArrayList<>(notes);
        noted.addAll(silences.notes());
        return new Findings(records, files, List.copyOf(problems), List.copyOf(noted));
    }

    /** Verifies with a reader of this journal, which may have read before. */
    static Findings verify(Path path, JournalReader reader) {
        Verifier verifier = new Verifier(path);
        verifier.verify(reader, count -> {});
        return verifier.findings();
    }

    private void verify(JournalReader reader, LongConsumer progress) {
        int last = reader.lastCycle();
        long expected = 0;
        NavigableSet<Integer> cycles = reader.cycles();
        cycles.add(last);
        for (int cycle : cycles.headSet(last, true)) {
            if (reader.toFile(cycle)) {
                files++;
                expected = file(reader, cycle, cycle == last, expected, progress);
            } else if (cycle == last) {
                problems.add(reader.names().file(cycle) + ": its first record cannot be found");
            }
        }
    }

    /** Reads one file; returns the sequence the next one must begin with, 0 when that cannot be known. */
    private long file(JournalReader reader, int cycle, boolean newest, long expected, LongConsumer progress) {
        Seals.Sum sum = new Seals.Sum();
        long inFile = 0;
        try {
            while (reader.advance() && reader.fileCycle() == cycle) {
                inFile++;
                sum.add(reader);
                judge(reader, inFile, expected);
                silences.onRecord(reader.message());
                if (++records % PROGRESS_EVERY == 0) {
                    progress.accept(records);
                }
            }
            if (inFile == 0 && !newest) {
                problems.add(reader.names().file(cycle) + ": has no record");
            } else if (newest) {
                reader.requireEnd();
            } else {
                seal(reader.names(), cycle, sum);
            }
            return reader.fileCycle() == cycle ? reader.sequence() + 1 : reader.sequence();
        } catch (JournalException e) {
            if (!e.damage()) {
                throw e;
            }
            problems.add(e.getMessage());
            return 0;
        }
    }

    private void judge(JournalReader reader, long inFile, long expected) {
        MessageKind kind = reader.kind();
        if (inFile == 1 && expected != 0 && reader.sequence() != expected) {
            problems.add(reader.place() + ": record " + expected + " is missing before it");
        }
        if (inFile == 1) {
            begun = kind != MessageKind.SESSION_STARTED;
        }
        if (!begun && kind == MessageKind.SNAPSHOT) {
            begun = true;
        } else if (inFile == 1 ? begun : !begun && !anotherSession(reader)) {
            problems.add(reader.place() + ": the file does not begin with a session's header and a snapshot");
            begun = true;
        }
        if (kind == MessageKind.SESSION_STARTED) {
            int next = ((SessionStarted) reader.message()).epoch;
            if (next < epoch) {
                problems.add(reader.place() + ": session " + next + " after session " + epoch);
            }
            epoch = next;
        }
        boolean output = kind.family() == Family.DECISION || kind.family() == Family.COMMAND;
        if (reader.causeSequence() != (output ? lastInput : 0)) {
            problems.add(reader.place() + ": a " + kind + " that names " + reader.causeSequence()
                    + " as its cause, after input " + lastInput);
        }
        if (kind.family() == Family.INPUT || kind == MessageKind.CLOCK_ADJUSTED) {
            lastInput = reader.sequence();
        }
    }

    /** A session that died between its header and its snapshot is followed by the next one's header. */
    private boolean anotherSession(JournalReader reader) {
        return reader.kind() == MessageKind.SESSION_STARTED && ((SessionStarted) reader.message()).epoch > epoch;
    }

    private void seal(FileNames names, int cycle, Seals.Sum sum) {
        Path file = folder.seal(names.stem(cycle));
        String stored = Seals.read(file);
        if (stored == null) {
            notes.add(names.label(cycle) + " is closed and not sealed yet");
        } else if (!stored.equals(sum.text(names, cycle))) {
            problems.add(file + ": the file's records are not those that were sealed");
        }
    }
}
