package dev.flowmaker.replay;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.journal.Codec;
import dev.flowmaker.journal.FieldList;
import dev.flowmaker.journal.Records;
import dev.flowmaker.journal.StateDiff;
import dev.flowmaker.journal.StateDiff.Difference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Two journals side by side: input by input, and what each engine gave to it. Sequences are left out, so that one record
 * more in one of them is one difference and not all from there on. Ends where the inputs themselves part: what follows is
 * another session. Snapshots are not compared, headers are without the version that wrote them.
 */
public final class Comparison {
    private static final int PROGRESS_EVERY = 1 << 16;
    private static final List<String> PLACE = List.of("sequence", "causeSequence");
    private static final List<String> WRITER = List.of("version", "jdk", "epoch");

    private final Codec codec = new Codec();
    private final Differences found = new Differences();
    private final Half left;
    private final Half right;
    private final boolean all;
    private long inputs;
    private long outputs;

    private Comparison(Records left, Records right, boolean all) {
        this.left = new Half(left);
        this.right = new Half(right);
        this.all = all;
    }

    /**
     * What was seen.
     *
     * @param inputs compared
     * @param outputs compared
     * @param parted why the journals are of different sessions from some place on; empty when they are not
     * @param differences expected is the first journal
     */
    public record Result(long inputs, long outputs, String parted, Differences differences) {
        public boolean identical() {
            return differences.count() == 0 && parted.isEmpty();
        }
    }

    /**
     * Compares two journals.
     *
     * @param all whether to go on after the first difference
     */
    public static Result run(Records left, Records right, boolean all, LongConsumer progress) {
        return new Comparison(left, right, all).run(progress);
    }

    private Result run(LongConsumer progress) {
        String parted = "";
        while (parted.isEmpty() && (all || found.count() == 0)) {
            byte[] expected = left.nextDriver();
            byte[] actual = right.nextDriver();
            compareOutputs();
            if (expected == null || actual == null) {
                parted = end(expected, actual);
                break;
            }
            parted = compareDrivers(expected, actual);
            left.take();
            right.take();
            inputs++;
            if (inputs % PROGRESS_EVERY == 0) {
                progress.accept(inputs + outputs);
            }
        }
        return new Result(inputs, outputs, parted, found);
    }

    private String end(byte @Nullable [] expected, byte @Nullable [] actual) {
        if (expected == null && actual == null) {
            return "";
        }
        return "the " + (expected == null ? "first" : "second") + " journal ends after input "
                + (expected == null ? left : right).lastInput + ", the other goes on";
    }

    private String compareDrivers(byte[] expected, byte[] actual) {
        if (Arrays.equals(expected, actual)) {
            return "";
        }
        Map<String, String> one = fields(expected);
        Map<String, String> other = fields(actual);
        WRITER.forEach(one::remove);
        WRITER.forEach(other::remove);
        List<Difference> differences = StateDiff.between(one, other);
        if (differences.isEmpty()) {
            return "";
        }
        String started = MessageKind.SESSION_STARTED.name();
        if (started.equals(one.get("kind")) && started.equals(other.get("kind"))) {
            return differences.stream().allMatch(each -> each.path().matches("configuration|timeNanos|name|mode"))
                    ? ""
                    : "the sessions have other instruments";
        }
        return "input " + left.inputSequence + " of the first journal is not input " + right.inputSequence
                + " of the second: " + differences.get(0).path() + " is "
                + differences.get(0).expected() + " and "
                + differences.get(0).actual();
    }

    private void compareOutputs() {
        int common = Math.min(left.outputs.size(), right.outputs.size());
        for (int i = 0; i < common; i++) {
            outputs++;
            compare(left.outputs.get(i), right.outputs.get(i));
        }
        for (int i = common; i < left.outputs.size(); i++) {
            Map<String, String> fields = fields(left.outputs.get(i));
            add(
                    Divergence.Kind.NOT_REPEATED,
                    left,
                    left.outputs.get(i),
                    fields,
                    "only the first journal has a ",
                    Map.of());
        }
        for (int i = common; i < right.outputs.size(); i++) {
            Map<String, String> fields = fields(right.outputs.get(i));
            add(
                    Divergence.Kind.NOT_RECORDED,
                    right,
                    right.outputs.get(i),
                    Map.of(),
                    "only the second journal has a ",
                    fields);
        }
    }

    private void compare(byte[] expected, byte[] actual) {
        if (Arrays.equals(expected, actual)) {
            return;
        }
        Map<String, String> one = fields(expected);
        Map<String, String> other = fields(actual);
        if (!one.equals(other)) {
            add(Divergence.Kind.DIFFERENT, left, expected, one, "the second journal has another ", other);
        }
    }

    private void add(
            Divergence.Kind kind,
            Half half,
            byte[] record,
            Map<String, String> expected,
            String words,
            Map<String, String> actual) {
        Message message = decode(record);
        found.add(new Divergence(
                kind,
                message.sequence,
                words + message.kind(),
                half.input == null ? Map.of() : FieldList.of(decode(half.input)),
                expected,
                StateDiff.between(expected, actual)));
    }

    private Map<String, String> fields(byte[] record) {
        Map<String, String> fields = FieldList.of(decode(record));
        PLACE.forEach(fields::remove);
        return fields;
    }

    private Message decode(byte[] record) {
        return codec.decode(new UnsafeBuffer(record), 0, record.length);
    }

    /** One journal: the input in hand, and the outputs between it and the next. */
    private static final class Half {
        private final Records records;
        private final List<byte[]> outputs = new ArrayList<>();
        private byte @Nullable [] input;
        private byte @Nullable [] next;
        private long lastInput;
        private long inputSequence;

        Half(Records records) {
            this.records = records;
        }

        /** Reads on to the next record that is no output; null at the end. */
        byte @Nullable [] nextDriver() {
            outputs.clear();
            lastInput = inputSequence;
            while (records.advance()) {
                MessageKind kind = records.kind();
                switch (kind.family()) {
                    case DECISION, COMMAND -> outputs.add(copy());
                    default -> {
                        if (kind != MessageKind.SNAPSHOT) {
                            inputSequence = records.sequence();
                            next = copy();
                            return next;
                        }
                    }
                }
            }
            next = null;
            return null;
        }

        /** What was read last is the input that the next outputs belong to. */
        void take() {
            input = next;
        }

        private byte[] copy() {
            byte[] bytes = new byte[records.length()];
            records.bytes().getBytes(0, bytes);
            return bytes;
        }
    }
}
