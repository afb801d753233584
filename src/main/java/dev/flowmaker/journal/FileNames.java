package dev.flowmaker.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import org.jspecify.annotations.Nullable;

/**
 * The files of one journal: each is of a cycle, a number that grows with the time at which it began and is in its name. Which
 * cycles they are a journal's first file decides.
 */
enum FileNames {
    DAY(JournalRoll.Files.DAY, RollCycles.FAST_DAILY, "yyyyMMdd", "yyyy-MM-dd"),
    HOUR(JournalRoll.Files.HOUR, RollCycles.FAST_HOURLY, "yyyyMMdd-HH", "yyyy-MM-dd'T'HH"),
    FIVE_MINUTES(JournalRoll.Files.FIVE_MINUTES, RollCycles.FIVE_MINUTELY, "yyyyMMdd-HHmm", "yyyy-MM-dd'T'HH:mm");

    private static final String SUFFIX = ".cq4";

    private final JournalRoll.Files begin;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final RollCycle roll;

    private final DateTimeFormatter stem;
    private final DateTimeFormatter label;
    private final String suffix;

    FileNames(JournalRoll.Files begin, RollCycle roll, String stem, String label) {
        this.begin = begin;
        this.roll = roll;
        this.stem = DateTimeFormatter.ofPattern(stem, Locale.ROOT);
        this.label = DateTimeFormatter.ofPattern(label, Locale.ROOT);
        // Chronicle's formats end with a letter in quotes.
        String format = roll.format();
        suffix = format.charAt(format.length() - 2) + SUFFIX;
    }

    /** Those of a folder's files, null without one; the queue knows, and warns aloud when it is told otherwise. */
    static @Nullable FileNames begun(JournalFolder folder) {
        try (Stream<Path> files = Files.list(folder.records())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .flatMap(name -> Arrays.stream(values()).filter(each -> each.isNameOf(name)))
                    .findFirst()
                    .orElse(null);
        } catch (IOException | UncheckedIOException e) {
            throw unlisted(folder, e);
        }
    }

    private boolean isNameOf(String name) {
        return name.endsWith(suffix) && name.length() == file(0).length();
    }

    private static JournalException unlisted(JournalFolder folder, Exception e) {
        return new JournalException(
                "the journal's files cannot be listed (" + e + ")",
                folder.records().toString(),
                "check its rights, and that nothing else is in it",
                e);
    }

    /** Those of a queue that is there. */
    static FileNames of(RollCycle roll) {
        for (FileNames each : values()) {
            if (each.roll.format().equals(roll.format()) && each.roll.lengthInMillis() == roll.lengthInMillis()) {
                return each;
            }
        }
        throw new JournalException(
                "its files change by " + roll.format() + ", which no journal's do",
                "",
                "name a journal of flowmaker's");
    }

    static FileNames of(JournalRoll roll) {
        return valueOf(roll.files().name());
    }

    JournalRoll.Files begin() {
        return begin;
    }

    RollCycle roll() {
        return roll;
    }

    int cycle(long timeMillis) {
        return (int) Math.floorDiv(timeMillis, (long) roll.lengthInMillis());
    }

    /** When a cycle begins, milliseconds since 1970. */
    long millis(int cycle) {
        return (long) cycle * roll.lengthInMillis();
    }

    private LocalDateTime begin(int cycle) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis(cycle)), ZoneOffset.UTC);
    }

    /** The UTC day on which a file begins. */
    LocalDate day(int cycle) {
        return begin(cycle).toLocalDate();
    }

    /** A file's time as people write it. */
    String label(int cycle) {
        return label.format(begin(cycle));
    }

    /** The name without what is behind its time. */
    String stem(int cycle) {
        return stem.format(begin(cycle));
    }

    String file(int cycle) {
        return stem(cycle) + suffix;
    }

    /** Of the files there are; the queue's own list still has those that were deleted. */
    NavigableSet<Integer> cycles(JournalFolder folder) {
        NavigableSet<Integer> cycles = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder.records())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .forEach(name -> cycles.add(parse(name)));
        } catch (IOException | DateTimeParseException | StringIndexOutOfBoundsException e) {
            throw unlisted(folder, e);
        }
        return cycles;
    }

    private int parse(String name) {
        String text = name.substring(0, name.length() - suffix.length());
        LocalDateTime begin = this == DAY
                ? LocalDate.parse(text, stem).atStartOfDay()
                : LocalDateTime.parse(this == HOUR ? text + "00" : text, FIVE_MINUTES.stem);
        return cycle(begin.toInstant(ZoneOffset.UTC).toEpochMilli());
    }

    boolean exists(JournalFolder folder, int cycle) {
        return Files.exists(folder.records().resolve(file(cycle)));
    }
}
