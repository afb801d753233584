package dev.flowmaker.exchange.bitmex;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the protocol writes them: {@code 2026-01-31T12:00:00.000Z}. */
final class Iso {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final long BILLION = 1_000_000_000L;

    private Iso() {}

    static String text(long nanos) {
        return MILLIS.format(Instant.ofEpochSecond(Math.floorDiv(nanos, BILLION), Math.floorMod(nanos, BILLION)));
    }

    /** A length of time as the protocol writes one: on the first day of 2000. */
    static String interval(long nanos) {
        return MILLIS.format(Instant.parse("2000-01-01T00:00:00Z").plusNanos(nanos));
    }

    /** UTC nanoseconds of a day or a moment; a parameter that is neither is refused. */
    static long parse(String parameter, String text) {
        try {
            Instant time = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
            return ChronoUnit.NANOS.between(Instant.EPOCH, time);
        } catch (DateTimeException | ArithmeticException malformed) {
            throw ApiException.bad(parameter + " is invalid");
        }
    }
}
