package dev.flowmaker.cli;

import dev.flowmaker.replay.Finder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** A place in a journal as people write it: a sequence, a UTC time of day, or a whole UTC time. */
final class Moment {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private Moment() {}

    /** Sequence of the record meant: that sequence, or the first record at or after that time. */
    static long sequence(String option, String text, Finder journal) {
        if (text.matches("\\d{1,18}")) {
            return Long.parseLong(text);
        }
        return journal.atOrAfter(nanos(option, text, journal, "or a record's sequence"));
    }

    /**
     * UTC nanoseconds. A time of day is of the last day of the journal that has reached it.
     *
     * @throws IllegalArgumentException when it is no time
     */
    static long nanos(String option, String text, Finder journal) {
        return nanos(option, text, journal, "--decision takes a sequence");
    }

    private static long nanos(String option, String text, Finder journal, String otherwise) {
        try {
            if (text.indexOf('T') > 0) {
                return nanos(
                        text.endsWith("Z")
                                ? Instant.parse(text)
                                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            }
            long end = journal.timeNanos(journal.last());
            LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(end, 86_400 * SECOND_NANOS));
            LocalTime time = LocalTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
            long found = nanos(day.atTime(time).toInstant(ZoneOffset.UTC));
            long start = journal.timeNanos(journal.first());
            return found > end && found - 86_400 * SECOND_NANOS >= start ? found - 86_400 * SECOND_NANOS : found;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    option + " '" + text + "' is no time; write 14:03:07, 2026-11-20T14:03:07.250Z (UTC), " + otherwise,
                    e);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(option + " '" + text + "' is out of range", e);
        }
    }

    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND_NANOS), instant.getNano());
    }

    /** A time as people read it, to the microsecond. */
    static String text(long nanos) {
        String text =
                Instant.EPOCH.plusNanos(nanos - Math.floorMod(nanos, 1_000L)).toString();
        return text.replace('T', ' ');
    }
}
