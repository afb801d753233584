package dev.flowmaker.replay.whatif;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.Sink;
import dev.flowmaker.journal.Codec;
import dev.flowmaker.journal.FieldList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What an engine answered to one input, kept as records. */
final class Answers implements Sink {
    private final Codec codec = new Codec();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final List<byte[]> records = new ArrayList<>();
    private final List<MessageKind> kinds = new ArrayList<>();
    private long sequence;

    /** Forgets all; the next answer has the sequence after this. */
    void begin(long inputSequence) {
        sequence = inputSequence;
        records.clear();
        kinds.clear();
    }

    @Override
    public void accept(Message message) {
        message.sequence = ++sequence;
        byte[] record = new byte[codec.encode(message, buffer, 0)];
        buffer.getBytes(0, record);
        records.add(record);
        kinds.add(message.kind());
    }

    int count() {
        return records.size();
    }

    MessageKind kind(int index) {
        return kinds.get(index);
    }

    /** Valid until the next of its kind is asked for. */
    Message get(int index) {
        byte[] record = records.get(index);
        return codec.decode(new UnsafeBuffer(record), 0, record.length);
    }

    /** Indexes of the commands. */
    List<Integer> commands() {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).family() == MessageKind.Family.COMMAND) {
                found.add(i);
            }
        }
        return found;
    }

    /** A command's fields without its place in the journal. */
    Map<String, String> fields(int index) {
        Map<String, String> fields = FieldList.of(get(index));
        fields.remove("sequence");
        fields.remove("causeSequence");
        return fields;
    }
}
