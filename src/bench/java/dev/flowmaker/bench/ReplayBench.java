package dev.flowmaker.bench;

import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.replay.RecordedSession;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A recorded session through a new engine, every output compared: {@code records} is the rate that counts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReplayBench {
    private static final long NOON = 1_700_000_000_000_000_000L;

    private final MemoryJournal journal = new MemoryJournal();

    /** Records replayed. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Rate {
        /** A second. */
        public long records;
    }

    @Setup
    public void record() {
        new RecordedSession(journal, RecordedSession.settings(1, 4_000_000), 1, NOON, 40_000_000)
                .play(200_000)
                .stop();
    }

    @Benchmark
    public ReplayResult replay(Rate rate) {
        ReplayResult result = new Replayer(
                        started -> RecordedSession.settings(started.epoch, 4_000_000), RecordedSession.VERSION)
                .run(journal.read(), count -> {});
        if (!result.identical()) {
            throw new IllegalStateException("" + result.divergence());
        }
        rate.records += result.records();
        return result;
    }
}
