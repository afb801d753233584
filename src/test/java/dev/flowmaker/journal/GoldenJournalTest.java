package dev.flowmaker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records of every released schema stay readable. Each has a file of three records a kind, two lines each: the bytes, and
 * what they mean. {@link #main} makes the one of the schema that is not released yet.
 */
class GoldenJournalTest {
    private static final Path FOLDER = Path.of("src/test/resources/journal");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldReadTheRecordsOfSchema(int version) throws IOException {
        List<String> lines = Files.readAllLines(file(version), StandardCharsets.UTF_8);
        Codec codec = new Codec();
        ExpandableArrayBuffer again = new ExpandableArrayBuffer();
        Set<MessageKind> kinds = EnumSet.noneOf(MessageKind.class);
        for (int i = 0; i < lines.size(); i += 2) {
            byte[] bytes = HexFormat.of().parseHex(lines.get(i));
            Message message = codec.decode(new UnsafeBuffer(bytes), 0, bytes.length);
            kinds.add(message.kind());
            if (version < Codec.VERSION) {
                assertMeansTheSame(lines.get(i + 1), meaning(message));
            } else {
                assertEquals(lines.get(i + 1), meaning(message));
                int length = codec.encode(message, again, 0);
                byte[] written = new byte[length];
                again.getBytes(0, written);
                assertEquals(
                        lines.get(i),
                        HexFormat.of().formatHex(written),
                        () -> "writes other bytes: " + message.kind()
                                + ". Make the golden file anew only while this schema is not released");
            }
        }
        assertTrue(kinds.size() >= 28, kinds.toString());
        if (version == Codec.VERSION) {
            assertEquals(EnumSet.allOf(MessageKind.class), kinds);
        }
    }

    /** Every field that the older schema had, with the value it had; later fields and parts may have joined them. */
    private static void assertMeansTheSame(String golden, String now) {
        Set<String> fields = new HashSet<>(fields(now));
        for (String field : fields(golden)) {
            boolean countOfParts = field.contains(".parts.count=");
            assertTrue(countOfParts || fields.contains(field), () -> field + " became other in " + now);
        }
    }

    private static List<String> fields(String meaning) {
        return List.of(meaning.substring(2, meaning.length() - 2).split(", (?=[a-z])"));
    }

    private static Path file(int version) {
        return FOLDER.resolve("schema-" + version + ".golden");
    }

    /** Fields by path; reals as their bits, because JDKs differ in their digits. */
    private static String meaning(Message message) {
        Map<String, String> fields = new TreeMap<>();
        FieldList.of(message)
                .forEach((path, value) -> fields.put(path, value.replaceAll("^.* \\(0x([0-9a-f]+)\\)$", "0x$1")));
        return FieldPrinter.quoted(fields.toString());
    }

    /** Writes the golden file of the current schema. */
    public static void main(String[] args) throws IOException {
        MessageFiller filler = new MessageFiller(1);
        Codec codec = new Codec();
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        List<String> lines = new ArrayList<>();
        for (Message message : MessageFiller.everyMessage()) {
            for (int i = 0; i < 3; i++) {
                filler.fill(message);
                byte[] bytes = new byte[codec.encode(message, buffer, 0)];
                buffer.getBytes(0, bytes);
                lines.add(HexFormat.of().formatHex(bytes));
                lines.add(meaning(message));
            }
        }
        Files.createDirectories(FOLDER);
        Files.write(file(Codec.VERSION), lines, StandardCharsets.UTF_8);
    }
}
