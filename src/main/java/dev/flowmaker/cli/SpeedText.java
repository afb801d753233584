package dev.flowmaker.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.flowmaker.research.backtest.Speed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How fast the parts of a backtest are, for people and for machines. */
final class SpeedText {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";

    private SpeedText() {}

    static void print(List<Speed.Part> parts, boolean json, PrintWriter out) throws IOException {
        if (json) {
            out.println(json(parts));
        } else {
            for (Speed.Part part : parts) {
                out.printf(
                        Locale.ROOT,
                        "%-34s %8.3f s (first %.3f): %,9.0f records of the tape a second%s%n",
                        part.name(),
                        part.seconds(),
                        part.coldSeconds(),
                        part.tapeRecords() / part.seconds(),
                        part.records() <= part.tapeRecords()
                                ? ""
                                : String.format(
                                        Locale.ROOT, ", %,.0f of the journal", part.records() / part.seconds()));
            }
            long peak = peakKilobytes();
            if (peak > 0) {
                out.printf(Locale.ROOT, "%-34s %8d MiB%n", "largest resident size", peak / 1024);
            }
        }
        out.flush();
    }

    private static String json(List<Speed.Part> parts) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("parts");
            for (Speed.Part part : parts) {
                json.writeStartObject();
                json.writeStringField("name", part.name());
                json.writeNumberField("tapeRecords", part.tapeRecords());
                json.writeNumberField("records", part.records());
                json.writeNumberField("seconds", part.seconds());
                json.writeNumberField("coldSeconds", part.coldSeconds());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("peakKilobytes", peakKilobytes());
            json.writeEndObject();
        }
        return text.toString();
    }

    /** The process's largest resident size so far; 0 where the system does not tell. */
    private static long peakKilobytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(PEAK))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
