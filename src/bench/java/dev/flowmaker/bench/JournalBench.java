package dev.flowmaker.bench;

import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.journal.Codec;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.ExpandableArrayBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A decision appended to the journal, encoding and checksum included, against the bare queue given as many ready bytes in
 * the same run; and read back. Fixed numbers of records, so that the disk is not filled.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 8)
@Fork(1)
public class JournalBench {
    private static final int RECORDS = 200_000;

    private final Decision decision = CodecBench.decision();
    private Path folder;
    private JournalWriter journal;
    private SingleChronicleQueue queue;
    private ExcerptAppender appender;
    private JournalReader reader;
    private byte[] record;

    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory("journal-bench");
        journal = JournalWriter.open(folder.resolve("journal"));
        queue = SingleChronicleQueueBuilder.binary(folder.resolve("raw"))
                .rollCycle(RollCycles.FAST_DAILY)
                .build();
        appender = queue.createAppender();
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        decision.timeNanos = 1_700_000_000_000_000_000L;
        record = new byte[new Codec().encode(decision, buffer, 0)];
        append();
        reader = JournalReader.open(folder.resolve("journal"));
    }

    @Setup(Level.Iteration)
    public void rewind() {
        reader.from(1);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        reader.close();
        appender.close();
        queue.close();
        journal.close();
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long append() {
        for (int i = 0; i < RECORDS; i++) {
            decision.timeNanos++;
            journal.append(decision);
            journal.afterEvent();
        }
        return journal.lastSequence();
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long appendRaw() {
        for (int i = 0; i < RECORDS; i++) {
            try (DocumentContext document = appender.writingDocument()) {
                document.wire().bytes().write(record, 0, record.length);
            }
        }
        return appender.lastIndexAppended();
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long read() {
        long sum = 0;
        for (int i = 0; i < RECORDS && reader.advance(); i++) {
            sum += reader.message().timeNanos;
        }
        return sum;
    }
}
