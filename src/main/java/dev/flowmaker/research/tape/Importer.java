package dev.flowmaker.research.tape;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.AssetRow;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.Symbol;
import dev.flowmaker.journal.JournalWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tape of recordings. It is written beside its place and moved there when it is whole, so that a tape is never
 * half of one.
 */
public final class Importer {
    /** The session's mode on a tape. */
    public static final String MODE = "tape";

    private static final long NO_LIMIT = 1L << 40;
    private static final int ASSET_SCALE = 8;

    /** Is told how far it is. */
    public interface Progress {
        void at(long done, long total);
    }

    private final ImportOptions options;
    private final Progress progress;
    private final ImportReport report;

    private Importer(ImportOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
        this.report = new ImportReport(options.strict());
    }

    /**
     * Imports.
     *
     * @throws ImportException when nothing can be made of the files, or at the first problem when strict
     */
    public static ImportSummary run(ImportOptions options, Progress progress) {
        try {
            return new Importer(options, progress).run();
        } catch (IOException e) {
            throw new ImportException("the tape cannot be written to " + options.tape() + " (" + e + ")", e);
        }
    }

    private ImportSummary run() throws IOException {
        if (Files.exists(options.tape())) {
            throw new ImportException(options.tape() + " exists already; name a new tape or remove it first");
        }
        options.files().forEach(Importer::requireFile);
        boolean unitsKnown = options.tick() != null && options.lot() != null;
        TapeFormat format = format();
        long bytes = format.totalBytes();
        long total = unitsKnown ? bytes : 2 * bytes;
        TapeFormat.Survey survey = format.survey(unitsKnown, done -> progress.at(done, total));
        SessionStarted started = started(survey);
        Path folder = options.tape().toAbsolutePath();
        Path parent = Files.createDirectories(folder.getParent() == null ? folder : folder.getParent());
        Path part = Files.createTempDirectory(parent, folder.getFileName() + ".part-");
        boolean done = false;
        try {
            TapeWriter tape = write(format, started, part, total);
            if (!tape.hasBook()) {
                throw new ImportException("no book could be built: "
                        + report.findings().stream()
                                .filter(Finding::problem)
                                .flatMap(finding -> report.examples(finding).stream())
                                .findFirst()
                                .orElse("there is no snapshot"));
            }
            Files.move(part, folder);
            done = true;
            return new ImportSummary(
                    options.tape(),
                    started.instruments.get(0),
                    options.tick() == null,
                    options.lot() == null,
                    tape.books(),
                    tape.resets(),
                    tape.trades(),
                    tape.touches(),
                    tape.firstNanos(),
                    tape.lastNanos(),
                    report);
        } finally {
            if (!done) {
                delete(part);
            }
        }
    }

    private TapeWriter write(TapeFormat format, SessionStarted started, Path part, long total) {
        try (JournalWriter journal = JournalWriter.open(part)) {
            TapeWriter tape = new TapeWriter(journal, started, report);
            format.play(tape, read -> progress.at(total - format.totalBytes() + read, total));
            tape.finish();
            return tape;
        }
    }

    private TapeFormat format() {
        @Nullable Pair pair = options.symbol() == null ? null : Pair.parse(options.symbol());
        return switch (options.format()) {
            case "binance" -> new BinanceFormat(options.files(), pair, report);
            case "lobster" -> new LobsterFormat(options.files(), pair, options.date(), report);
            case "tardis" -> new TardisFormat(options.files(), pair, report);
            default ->
                throw new ImportException("unknown format '" + options.format() + "'; one of binance, lobster, tardis");
        };
    }

    private SessionStarted started(TapeFormat.Survey survey) {
        Decimal tick = options.tick() == null ? survey.prices().unit() : options.tick();
        Decimal lot = options.lot() == null ? survey.quantities().unit() : options.lot();
        Pair pair = survey.pair();
        SessionStarted started = new SessionStarted();
        started.version = options.version();
        started.jdk = Runtime.version().toString();
        started.name = String.valueOf(options.tape().getFileName());
        started.mode = MODE;
        started.configuration = "{\"format\":\"" + options.format() + "\",\"files\":["
                + options.files().stream()
                        .map(file ->
                                "\"" + String.valueOf(file.getFileName()).replaceAll("[\\\\\"\\p{Cntrl}]", "_") + "\"")
                        .collect(Collectors.joining(","))
                + "]}";
        Symbol perpetual = perpetual(pair);
        Contract contract = perpetual == null ? Contract.SPOT : new Contract(perpetual.kind(), size(), 0, 0);
        String base = perpetual == null ? pair.base() : perpetual.text();
        String quote = perpetual == null ? pair.quote() : perpetual.settlement();
        int baseScale = perpetual == null ? Math.max(ASSET_SCALE, lot.scale()) : lot.scale();
        started.assets.add(new AssetRow(base, baseScale));
        started.assets.add(new AssetRow(quote, Math.max(ASSET_SCALE, Instrument.scaleFor(tick, lot, contract))));
        started.instruments.add(new InstrumentRow(
                pair.symbol(), survey.venueSymbol(), 0, 1, tick, lot, 1, NO_LIMIT, 1, NO_LIMIT, 0, 0, 0, contract));
        return started;
    }

    /** The perpetual that the market is by its name, or null. Its margins are the venue's, which no recording says. */
    private @Nullable Symbol perpetual(Pair pair) {
        if (pair.settlement().isEmpty()) {
            if (options.contractSize() != null) {
                throw new ImportException("only perpetuals have contracts: name one with --symbol, like BTC/USDT:USDT");
            }
            return null;
        }
        try {
            return Symbol.parse(pair.symbol());
        } catch (IllegalArgumentException e) {
            throw new ImportException(String.valueOf(e.getMessage()));
        }
    }

    private Decimal size() {
        return options.contractSize() == null ? new Decimal(1, 0) : options.contractSize();
    }

    private static void requireFile(Path file) {
        if (!Files.exists(file)) {
            throw new ImportException(file + ": no such file");
        }
        if (Files.isDirectory(file)) {
            throw new ImportException(file + ": is a folder; name the recording's files");
        }
    }

    static long sizeOf(List<Path> files) {
        long sum = 0;
        for (Path file : files) {
            try {
                sum += Files.size(file);
            } catch (IOException e) {
                throw new ImportException(file + ": cannot be read: no such file, or no right to", e);
            }
        }
        return sum;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
