package dev.flowmaker.research.tape;

import dev.flowmaker.core.Decimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to import.
 *
 * @param format {@code binance}, {@code lobster} or {@code tardis}
 * @param files in the order of time
 * @param tape the folder to make
 * @param strict stop at the first problem
 * @param symbol {@code BASE/QUOTE}, of a perpetual {@code BASE/QUOTE:SETTLEMENT}; null to take it from the recording
 * @param tick price of one tick; null to find it in the recording
 * @param lot quantity of one lot; null to find it in the recording
 * @param contractSize of a perpetual what one contract is; null for 1
 * @param date day of LOBSTER's files; null to take it from their names
 * @param version of flowmaker, for the tape's first record
 */
public record ImportOptions(
        String format,
        List<Path> files,
        Path tape,
        boolean strict,
        @Nullable String symbol,
        @Nullable Decimal tick,
        @Nullable Decimal lot,
        @Nullable Decimal contractSize,
        @Nullable LocalDate date,
        String version) {
    /** Of a spot market, or of contracts of 1. */
    public ImportOptions(
            String format,
            List<Path> files,
            Path tape,
            boolean strict,
            @Nullable String symbol,
            @Nullable Decimal tick,
            @Nullable Decimal lot,
            @Nullable LocalDate date,
            String version) {
        this(format, files, tape, strict, symbol, tick, lot, null, date, version);
    }
}
