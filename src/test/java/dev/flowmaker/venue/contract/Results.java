package dev.flowmaker.venue.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** What became of each line at one venue: kept in a file below {@code target} for the table, once all were tried. */
final class Results {
    private static final Path FOLDER = Path.of("target", "venue-contract");

    private final VenueRig rig;
    private final Map<Line, String> outcomes = new EnumMap<>(Line.class);

    Results(VenueRig rig) {
        this.rig = rig;
    }

    void held(Line line, long nanos) throws IOException {
        add(line, "held " + nanos / 1_000_000);
    }

    void skipped(Line line, String standIn) throws IOException {
        add(line, standIn);
    }

    private void add(Line line, String outcome) throws IOException {
        outcomes.put(line, outcome);
        if (outcomes.size() == Line.values().length) {
            StringBuilder text = new StringBuilder();
            outcomes.forEach(
                    (each, what) -> text.append(each).append('=').append(what).append('\n'));
            Files.createDirectories(FOLDER);
            Files.writeString(file(rig), text, StandardCharsets.UTF_8);
        }
    }

    private static Path file(VenueRig rig) {
        return FOLDER.resolve(rig.protocol());
    }

    /** Wall time of all lines of the last whole run, milliseconds. */
    static long millis(VenueRig rig) throws IOException {
        Properties outcomes = new Properties();
        outcomes.load(Files.newBufferedReader(file(rig), StandardCharsets.UTF_8));
        return outcomes.values().stream()
                .map(String::valueOf)
                .filter(outcome -> outcome.matches("held \\d+"))
                .mapToLong(outcome -> Long.parseLong(outcome.substring("held ".length())))
                .sum();
    }
}
