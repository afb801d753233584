package dev.flowmaker.research.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.SharedData;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.research.study.Ols.Fit;
import dev.flowmaker.research.tape.Finding;
import dev.flowmaker.research.tape.ImportSummary;
import dev.flowmaker.research.tape.Tapes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shared captures, imported and studied, against two other implementations: each bin's integers exactly, each
 * regression to the last digit printed.
 */
class OracleTest {
    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9 ]+?)=\\s*(-?[0-9.]+(?:e-?[0-9]+)?)(%?)");

    @TempDir
    private Path folder;

    @Test
    void shouldEqualTheOracleOnADayOfSpotNexo() throws IOException {
        Study study = study(
                List.of(1_000L, 10_000L), "binance/spot-nexousdt-20240723.gz", "binance/spot-nexousdt-20240724.gz");
        bins(study.tables().get(0), "NEXOUSDT_1000ms");
        bins(study.tables().get(1), "NEXOUSDT_10000ms");
        regressions(study.bins().get(0), "NEXOUSDT_1000ms");
        regressions(study.bins().get(1), "NEXOUSDT_10000ms");
    }

    @Test
    void shouldEqualTheOracleOnSpotBitcoin() throws IOException {
        Study study = study(List.of(1_000L), "binance/spot-btcusdt-20240808.gz", "binance/spot-btcusdt-20240809.gz");
        bins(study.tables().get(0), "BTCUSDT_SPOT_1000ms");
        regressions(study.bins().get(0), "BTCUSDT_SPOT_1000ms");
    }

    @Test
    void shouldEqualTheOracleOnBitcoinFutures() throws IOException {
        Study study = study(List.of(1_000L), "binance/usdm-btcusdt-20240808.gz");
        bins(study.tables().get(0), "BTCUSDT_USDM_1000ms");
        regressions(study.bins().get(0), "BTCUSDT_USDM_1000ms");
        MicroPriceFit microPrice = Objects.requireNonNull(study.microPrice());
        assertEquals(1, microPrice.grid().spreads());
        double[] published = {.00896, .02353, .04033, .06222, .10545};
        double[] found = microPrice.ofSpread(1);
        for (int bucket = 0; bucket < 5; bucket++) {
            assertEquals(published[bucket], found[5 + bucket], 0.000005);
            assertEquals(-found[5 + bucket], found[4 - bucket], 1e-9, "antisymmetric");
        }
    }

    @Test
    void shouldFitThePublishedIntensityAndVolatility() {
        Tapes.make("binance", folder.resolve("tape"), true, null, SharedData.file("binance/usdm-btcusdt-20240808.gz"));
        IntensityCounter counter = new IntensityCounter();
        try (JournalReader reader = JournalReader.open(folder.resolve("tape"))) {
            new TapeScan(null, 1, List.of(counter)).read(reader);
        }
        IntensityFit fit = Objects.requireNonNull(IntensityFit.of(counter));
        assertEquals(70, fit.ticks());
        assertEquals(1.216834, fit.a(), 0.0000005);
        assertEquals(0.025024, fit.k(), 0.0000005);
        assertEquals(83.45501, counter.sigma(), 0.000005);
    }

    private Study study(List<Long> binMillis, String... names) {
        Path[] files = new Path[names.length];
        for (int i = 0; i < names.length; i++) {
            files[i] = SharedData.file(names[i]);
        }
        ImportSummary imported = Tapes.make("binance", folder.resolve("tape"), false, null, files);
        for (Finding finding : imported.report().findings()) {
            assertTrue(
                    !finding.problem(), () -> finding + " " + imported.report().examples(finding));
        }
        return Study.of(folder.resolve("tape"), new Study.Options(null, binMillis, 10), records -> {});
    }

    private static void bins(BinTable table, String name) throws IOException {
        Path file = SharedData.file("oracle/" + name + "_bins.csv.gz");
        int k = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                assertEquals(line, row(table, k), name);
                k++;
            }
        }
        assertEquals(k, table.bins());
    }

    private static String row(BinTable table, int k) {
        StringBuilder row = new StringBuilder();
        row.append(k).append(',').append(table.endNanos(k) / 1_000_000);
        row.append(',').append(table.mid2(k)).append(',').append(table.mid2(k + 1));
        for (int rank = 0; rank < 10; rank++) {
            row.append(',').append(table.flowLots(k, rank));
        }
        row.append(',').append(table.tradeLots(k)).append(',').append(table.events(k));
        for (int rank = 0; rank < 10; rank++) {
            row.append(',').append(table.depthLots(k, rank));
        }
        return row.toString();
    }

    private static void regressions(BinStudy bins, String name) throws IOException {
        List<String> section = section(name);
        Map<String, Double> ours = new LinkedHashMap<>();
        ours.put("K", (double) bins.k());
        ours.put("empty bins", (double) bins.emptyBins());
        ours.put("zero dP", (double) bins.unchanged());
        ours.put("sumOFI1", (double) bins.sumOfi1());
        ours.put("sumTI", (double) bins.sumTi());
        ours.put("events", (double) bins.events());
        int checked = line(section, "###", ours);
        checked += line(section, "OFI1 ", figures(bins.ofi1()));
        checked += line(section, "TI ", figures(bins.ti()));
        checked += line(section, "OFI1+TI ", figures(bins.both()));
        checked += line(section, "sum OFI1..5", figures(bins.sums().get(4)));
        checked += line(section, "vector 5", figures(bins.vectors().get(4)));
        checked += line(section, "sum OFI1..10", figures(bins.sums().get(9)));
        checked += line(section, "vector 10", figures(bins.vectors().get(9)));
        checked += line(section, "norm ofi1", scaled(bins.normalised()));
        checked += line(section, "integrated ->", scaled(bins.integrated()));
        checked +=
                line(section, "PC1 share", Map.of("PC1 share", bins.component().share()));
        assertTrue(checked >= 45, "checked " + checked);
        words(section, bins);
    }

    private static Map<String, Double> figures(Fit fit) {
        Map<String, Double> ours = new LinkedHashMap<>();
        ours.put("R2", fit.r2());
        ours.put("adj", fit.adjustedR2());
        for (int i = 0; i < Math.min(3, fit.coefficients()); i++) {
            ours.put("b" + i, fit.beta(i));
            ours.put("t of b" + i, fit.t(i));
            ours.put("tW of b" + i, fit.tWhite(i));
        }
        return ours;
    }

    private static Map<String, Double> scaled(Fit fit) {
        return Map.of("R2", fit.r2(), "slope", fit.beta(1), "t", fit.t(1), "tW", fit.tWhite(1));
    }

    /** The lines of the oracle's text about one table. */
    private static List<String> section(String name) throws IOException {
        List<String> section = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(SharedData.file("oracle/ofi-regressions.txt"))) {
            if (line.startsWith("### ")) {
                inside = line.startsWith("### " + name + ":");
            } else if (line.startsWith("==") || line.startsWith("[")) {
                inside = false;
            }
            if (inside) {
                section.add(line.strip());
            }
        }
        return section;
    }

    private static String find(List<String> section, String start) {
        return section.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line " + start + " in " + section));
    }

    /** Holds every token of the line that we have a figure for against it; returns how many. */
    private static int line(List<String> section, String start, Map<String, Double> ours) {
        String line = find(section, start);
        Matcher token = TOKEN.matcher(line.substring(line.startsWith("###") ? line.indexOf(':') + 1 : 0)
                .replace(" bins, events", ", events"));
        int checked = 0;
        String beta = "";
        while (token.find()) {
            String name = token.group(1).strip();
            String key = name;
            if (name.matches("b\\d")) {
                beta = " of " + name;
            } else if (name.startsWith("t") && !beta.isEmpty()) {
                key = name + beta;
            }
            Double value = ours.get(key);
            if (value != null) {
                check(line + ": " + key, token.group(2), value * (token.group(3).isEmpty() ? 1 : 100), name);
                checked++;
            }
        }
        return checked;
    }

    private static void check(String what, String printed, double value, String name) {
        if (name.matches("b\\d|slope")) {
            BigDecimal six = new BigDecimal(value).round(new MathContext(6));
            assertEquals(0, six.compareTo(new BigDecimal(printed)), () -> what + " is " + printed + ", was " + value);
        } else {
            int decimals = printed.contains(".") ? printed.length() - printed.indexOf('.') - 1 : 0;
            double half = 0.5 * Math.pow(10, -decimals);
            assertEquals(Double.parseDouble(printed), value, half * 1.000001, what);
        }
    }

    /** The lines that are sentences. */
    private static void words(List<String> section, BinStudy bins) {
        contains(section, "###", "sd(dP)=" + Figures.fixed(bins.deviation(), 4) + " ticks");
        contains(section, "###", "sumdP=" + Figures.fixed(bins.sumChange(), 1));
        List<String> weights = new ArrayList<>();
        for (double weight : bins.component().weights()) {
            weights.add(new BigDecimal(weight)
                    .setScale(4, RoundingMode.HALF_EVEN)
                    .stripTrailingZeros()
                    .toPlainString());
        }
        contains(section, "PC1", "w=[" + String.join(", ", weights) + "]");
        BinStudy.OutOfSample ahead = bins.outOfSample();
        contains(section, "chronological", "OFI1 " + percent(ahead.ofi1()) + "  TI " + percent(ahead.ti()));
        contains(section, "chronological", "vec5 " + percent(ahead.vectors().get(4)));
        contains(section, "chronological", "vec10 " + percent(ahead.vectors().get(9)));
        contains(section, "PC1", "OOS integrated(train PCA) " + percent(ahead.integrated()));
        contains(section, "PC1", "OOS norm ofi1 " + percent(ahead.normalised()));
        Fit flow = bins.lagged().ofi1();
        Fit trades = bins.lagged().ti();
        Fit queue = bins.lagged().queueImbalance();
        contains(section, "lag-1", "dP_k+1 R2=" + percent(flow.r2()) + " tW=" + Figures.fixed(flow.tWhite(1), 2));
        contains(section, "lag-1", "TI_k R2=" + percent(trades.r2()) + " tW=" + Figures.fixed(trades.tWhite(1), 2));
        contains(
                section,
                "lag-1",
                "R2=" + percent(queue.r2()) + " slope=" + five(queue.beta(1)) + " tW="
                        + Figures.fixed(queue.tWhite(1), 2));
        Windows windows = bins.windows();
        if (windows != null) {
            contains(section, "windows of", "n=" + windows.windows() + " mean beta=" + figure(windows.meanSlope()));
            contains(
                    section,
                    "windows of",
                    "mean tW=" + Figures.fixed(windows.meanTWhite(), 2) + " mean R2(OFI)="
                            + Figures.fixed(windows.meanR2Ofi1() * 100, 2) + "% mean R2(TI)="
                            + Figures.fixed(windows.meanR2Ti() * 100, 2) + "% share tW>1.96="
                            + Figures.fixed(windows.shareSignificant() * 100, 1) + "%");
            contains(
                    section,
                    "windows of",
                    "lambda=" + Figures.fixed(windows.lambda(), 3) + " (R2 "
                            + Figures.fixed(windows.lambdaR2() * 100, 1) + "%) mean beta*AD="
                            + Figures.fixed(windows.meanSlopeTimesDepth(), 3));
        } else {
            assertTrue(section.stream().noneMatch(line -> line.startsWith("windows")), section.toString());
        }
    }

    private static String percent(double share) {
        return Figures.fixed(share * 100, 3) + "%";
    }

    private static String five(double value) {
        return new BigDecimal(value)
                .round(new MathContext(5))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String figure(double value) {
        return Figures.figure(value);
    }

    private static void contains(List<String> section, String start, String words) {
        String line = find(section, start);
        assertTrue(line.contains(words), () -> "'" + words + "' is not in: " + line);
    }
}
