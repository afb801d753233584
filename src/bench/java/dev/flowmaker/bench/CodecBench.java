package dev.flowmaker.bench;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.engine.SignalLine;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.journal.Codec;
import java.util.concurrent.TimeUnit;
import org.agrona.ExpandableArrayBuffer;
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

/** A book frame of 8 levels and a decision of two quotes, to a record and back, the checksum made and proved. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBench {
    private final Codec codec = new Codec();
    private final ExpandableArrayBuffer frameBytes = new ExpandableArrayBuffer(4096);
    private final ExpandableArrayBuffer decisionBytes = new ExpandableArrayBuffer(4096);
    private final BookUpdate frame = frame();
    private final Decision decision = decision();
    private int frameLength;
    private int decisionLength;

    /** A frame of 8 changed levels. */
    static BookUpdate frame() {
        BookUpdate frame = new BookUpdate();
        for (int i = 0; i < 8; i++) {
            frame.levels.add(i % 2 == 0 ? Side.BUY : Side.SELL, 1_000_000 + i, 5_000L * i);
        }
        return frame;
    }

    /** A decision of one signal and a quote a side, each price of four parts. */
    static Decision decision() {
        Decision decision = new Decision();
        SignalLine signal = decision.addSignal();
        signal.value = 0.25;
        signal.weight = 4e6;
        signal.microTicks = 1_000_000;
        for (Side side : Side.values()) {
            QuoteLine line = decision.addQuote();
            line.side = side;
            line.priceTicks = 1_000_000L - 5L * side.sign();
            line.parts.set(PartKind.MID, 1_000_000_500_000L);
            line.parts.set(PartKind.ALPHA, 1_000_000);
            line.parts.set(PartKind.HALF_SPREAD, -5_000_000L * side.sign());
            line.parts.set(PartKind.ROUNDING, -500_000);
        }
        return decision;
    }

    @Setup
    public void encodeBoth() {
        frameLength = codec.encode(frame, frameBytes, 0);
        decisionLength = codec.encode(decision, decisionBytes, 0);
    }

    @Benchmark
    public int encodeFrame() {
        return codec.encode(frame, frameBytes, 0);
    }

    @Benchmark
    public int encodeDecision() {
        return codec.encode(decision, decisionBytes, 0);
    }

    @Benchmark
    public Message decodeFrame() {
        return codec.decode(frameBytes, 0, frameLength);
    }

    @Benchmark
    public Message decodeDecision() {
        return codec.decode(decisionBytes, 0, decisionLength);
    }
}
