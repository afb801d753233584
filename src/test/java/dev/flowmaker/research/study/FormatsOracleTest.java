package dev.flowmaker.research.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.research.study.NaiveStudy.Bin;
import dev.flowmaker.research.study.NaiveStudy.Line;
import dev.flowmaker.research.study.Ols.Fit;
import dev.flowmaker.research.tape.Finding;
import dev.flowmaker.research.tape.ImportSummary;
import dev.flowmaker.research.tape.Tapes;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files as LOBSTER, Tardis and Binance's futures write them, made from a market of chance, imported and studied, against a
 * naive study of that market: each bin's integers exactly, the regressions to eight digits.
 */
class FormatsOracleTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    /** 09:30 in New York on 2012-06-21. */
    private static final long OPEN_NANOS = 1_340_285_400L * SECOND;

    private static final long MIDNIGHT_NANOS = OPEN_NANOS - 34_200 * SECOND;
    private static final int LEVELS = 10;

    @TempDir
    private Path folder;

    private final List<String> messages = new ArrayList<>();
    private final List<String> books = new ArrayList<>();

    /** A LOBSTER day of any number of levels: every kind of message, equal times, missing levels. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 5", "3, 10", "4, 30"})
    void shouldStudyALobsterDay(long seed, int depth) throws IOException {
        PaperMarket market = new PaperMarket(seed, 58_535);
        NaiveStudy naive = new NaiveStudy(Math.min(LEVELS, depth));
        long now = OPEN_NANOS + 17_000_031;
        lobster(market, naive, now, depth, true, 1, 500, market.bids.lastKey(), 1);
        for (int i = 0; i < 6_000; i++) {
            now += market.chance(5) == 0 ? 0 : market.chance(60_000_000);
            market.changes.clear();
            int kind = market.chance(100);
            if (kind < 15) {
                PaperMarket.Taken taken = market.trade();
                int resting = taken.aggressor() == Side.BUY ? -1 : 1;
                naive.trades.add(
                        new NaiveStudy.TradePrint(now, taken.aggressor().sign() * taken.lots()));
                lobster(market, naive, now, depth, false, 4, taken.lots(), taken.ticks() * 100, resting);
            } else if (kind < 20) {
                // Hidden, at half a cent; the book does not change.
                int resting = market.chance(2) == 0 ? -1 : 1;
                long lots = 1L + market.chance(70);
                naive.trades.add(new NaiveStudy.TradePrint(now, -resting * lots));
                lobster(market, naive, now, depth, false, 5, lots, market.bids.lastKey() * 100 + 50, resting);
            } else if (kind == 20) {
                lobster(market, naive, now, depth, false, 6, 5_000, market.bids.lastKey() * 100, -1);
            } else if (kind == 21) {
                for (int halt : new int[] {-1, 0, 1}) {
                    lobster(market, naive, now, depth, false, 7, 0, halt, -1);
                }
            } else {
                market.act();
                lobster(market, naive, now, depth, false, 1 + market.chance(3), 10, market.bids.lastKey() * 100, 1);
            }
        }
        String stem = "ABC_2012-06-21_34200000_57600000_";
        Path message = Files.write(folder.resolve(stem + "message_" + depth + ".csv"), messages);
        Path book = Files.write(folder.resolve(stem + "orderbook_" + depth + ".csv"), books);
        ImportSummary summary = Tapes.make("lobster", folder.resolve("tape"), true, null, message, book);
        assertEquals("0.01", summary.instrument().tick().toString());
        assertEquals("1", summary.instrument().lot().toString());
        assertEquals(messages.size(), summary.books(), "each row is an event");
        assertEquals(naive.trades.size(), summary.trades());
        compare(naive, Math.min(LEVELS, depth), summary, 1_000, 5_000);
    }

    /** One row in each file. */
    private void lobster(
            PaperMarket market,
            NaiveStudy naive,
            long nanos,
            int depth,
            boolean fresh,
            int type,
            long size,
            long price,
            int direction) {
        long midnight = nanos - MIDNIGHT_NANOS;
        messages.add(String.format(
                Locale.ROOT,
                "%d.%09d,%d,%d,%d,%d,%d",
                midnight / SECOND,
                midnight % SECOND,
                type,
                type == 6 ? -1 : type == 5 || type == 7 ? 0 : 11_000_000 + messages.size(),
                size,
                price,
                direction));
        List<Map.Entry<Long, Long>> asks = List.copyOf(market.asks.entrySet());
        List<Map.Entry<Long, Long>> bids =
                List.copyOf(market.bids.descendingMap().entrySet());
        StringBuilder row = new StringBuilder();
        for (int level = 0; level < depth; level++) {
            row.append(level == 0 ? "" : ",").append(cell(asks, level, "9999999999"));
            row.append(',').append(cell(bids, level, "-9999999999"));
        }
        books.add(row.toString());
        naive.state(nanos, fresh, market.bids, market.asks);
    }

    private static String cell(List<Map.Entry<Long, Long>> side, int level, String none) {
        return level < side.size()
                ? side.get(level).getKey() * 100 + "," + side.get(level).getValue()
                : none + ",0";
    }

    /** Tardis: a snapshot, messages of several rows, two messages in one exchange time, trades, a reconnect. */
    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void shouldStudyTardisDays(long seed) throws IOException {
        PaperMarket market = new PaperMarket(seed, 500_000);
        NaiveStudy naive = new NaiveStudy(LEVELS);
        List<String> trades =
                new ArrayList<>(List.of("exchange,symbol,timestamp,local_timestamp,id,side,price,amount"));
        messages.add("exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount");
        long micros = 1_700_000_000_400_000L;
        long local = micros + 20_000;
        tardisSnapshot(market, naive, micros, local);
        for (int i = 0; i < 5_000; i++) {
            micros += market.chance(6) == 0 ? 0 : 1_000L * market.chance(200);
            local = Math.max(local + 1, micros + 15_000 + market.chance(9_000));
            market.changes.clear();
            if (market.chance(5) == 0) {
                PaperMarket.Taken taken = market.trade();
                naive.trades.add(new NaiveStudy.TradePrint(
                        micros * 1_000, taken.aggressor().sign() * taken.lots()));
                trades.add("binance-futures,BTCUSDT," + micros + "," + (local + 5) + "," + i + ","
                        + (taken.aggressor() == Side.BUY ? "buy" : "sell") + "," + price(taken.ticks()) + ","
                        + amount(taken.lots()));
            }
            for (int acts = market.chance(4); acts >= 0; acts--) {
                market.act();
            }
            if (i == 2_500) {
                tardisSnapshot(market, naive, micros, local);
            } else {
                for (PaperMarket.Change change : market.changes) {
                    tardis(micros, local, false, change.side(), change.ticks(), change.lots());
                }
                naive.state(micros * 1_000, false, market.bids, market.asks);
            }
        }
        Path book = zipped("binance-futures_incremental_book_L2_2023-11-14_BTCUSDT.csv.gz", messages);
        Path trade = zipped("binance-futures_trades_2023-11-14_BTCUSDT.csv.gz", trades);
        ImportSummary summary = Tapes.make("tardis", folder.resolve("tape"), false, null, trade, book);
        assertEquals("0.5", summary.instrument().tick().toString());
        assertEquals("0.001", summary.instrument().lot().toString());
        assertEquals(List.of(Finding.GAP), summary.report().findings());
        compare(naive, LEVELS, summary, 1_000, 10_000);
    }

    private void tardisSnapshot(PaperMarket market, NaiveStudy naive, long micros, long local) {
        for (Side side : Side.values()) {
            market.side(side).forEach((ticks, lots) -> tardis(micros, local, true, side, ticks, lots));
        }
        naive.state(micros * 1_000, true, market.bids, market.asks);
    }

    private void tardis(long micros, long local, boolean snapshot, Side side, long ticks, long lots) {
        messages.add("binance-futures,BTCUSDT," + micros + "," + local + "," + snapshot + ","
                + (side == Side.BUY ? "bid" : "ask") + "," + price(ticks) + "," + amount(lots));
    }

    /** Half units, without a zero behind the point. */
    private static String price(long ticks) {
        return ticks % 2 == 0 ? Long.toString(ticks / 2) : ticks / 2 + ".5";
    }

    private static String amount(long lots) {
        return lots % 1_000 == 0 ? lots / 1_000 + "e0" : Decimal.text(lots, 3);
    }

    /** Futures as Binance streams them, in two files: other streams between, trades late, a gap healed by a snapshot. */
    @Test
    void shouldStudyAFuturesCaptureWithAGap() throws IOException {
        PaperMarket market = new PaperMarket(9, 30_000);
        NaiveStudy naive = new NaiveStudy(LEVELS);
        long millis = 1_700_000_000_250L;
        long last = 100;
        messages.add(line(millis, binanceSnapshot(market, last)));
        List<String> late = new ArrayList<>();
        boolean joins = true;
        NaiveStudy.State snapshot = null;
        long tradeId = 7;
        naive.state(millis * MILLI, true, market.bids, market.asks);
        for (int i = 0; i < 4_000; i++) {
            millis += market.chance(5) == 0 ? 0 : market.chance(120);
            market.changes.clear();
            if (market.chance(4) == 0) {
                PaperMarket.Taken taken = market.trade();
                boolean fund = market.chance(20) == 0;
                if (!fund) {
                    naive.trades.add(new NaiveStudy.TradePrint(
                            millis * MILLI, taken.aggressor().sign() * taken.lots()));
                }
                late.add("{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + (millis + 3) + ",\"T\":"
                        + millis
                        + ",\"s\":\"BTCUSDT\",\"t\":" + tradeId++ + ",\"p\":\"" + Decimal.text(taken.ticks(), 1)
                        + "\",\"q\":\""
                        + Decimal.text(taken.lots(), 3) + "\",\"X\":\"" + (fund ? "INSURANCE_FUND" : "MARKET")
                        + "\",\"m\":" + (taken.aggressor() == Side.SELL) + "}}");
            }
            for (int acts = market.chance(3); acts >= 0; acts--) {
                market.act();
            }
            boolean lost = i >= 2_000 && i < 2_030;
            if (!lost) {
                messages.add(line(millis + 2, binance(market, millis, last, joins)));
                if (snapshot != null) {
                    // It has the time of the frame that joins it.
                    naive.states.add(snapshot.at(millis * MILLI));
                    snapshot = null;
                }
                naive.state(millis * MILLI, false, market.bids, market.asks);
                joins = false;
            }
            last += 5;
            if (i == 2_029) {
                // What was lost; then a snapshot, and the frame that joins it.
                messages.add(line(millis + 2, binanceSnapshot(market, last)));
                joins = true;
                naive.state(Long.MAX_VALUE, true, market.bids, market.asks);
                snapshot = naive.states.remove(naive.states.size() - 1);
            }
            if (market.chance(3) == 0) {
                for (String trade : late) {
                    messages.add(line(millis + 5, trade));
                }
                late.clear();
                messages.add(
                        line(millis + 6, "{\"stream\":\"btcusdt@markPrice\",\"data\":{\"e\":\"markPriceUpdate\"}}"));
            }
        }
        Path first = zipped("a.gz", messages.subList(0, 1_500));
        Path second = Files.write(folder.resolve("b.txt"), messages.subList(1_500, messages.size()));
        ImportSummary summary = Tapes.make("binance", folder.resolve("tape"), false, null, first, second);
        assertTrue(summary.report().findings().contains(Finding.GAP));
        compare(naive, LEVELS, summary, 1_000);
    }

    private static String line(long millis, String json) {
        return millis + "000000 " + json;
    }

    private static String binance(PaperMarket market, long millis, long last, boolean joins) {
        List<String> bids = new ArrayList<>();
        List<String> asks = new ArrayList<>();
        for (PaperMarket.Change change : market.changes) {
            (change.side() == Side.BUY ? bids : asks)
                    .add("[\"" + Decimal.text(change.ticks(), 1) + "\",\"" + Decimal.text(change.lots(), 3) + "\"]");
        }
        return "{\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":" + (millis + 1) + ",\"T\":"
                + millis
                + ",\"s\":\"BTCUSDT\",\"U\":" + (joins ? last - 1 : last + 1) + ",\"u\":" + (last + 5) + ",\"pu\":"
                + last
                + ",\"b\":[" + String.join(",", bids) + "],\"a\":[" + String.join(",", asks) + "]}}";
    }

    private static String binanceSnapshot(PaperMarket market, long last) {
        return "{\"lastUpdateId\":" + last + ",\"bids\":" + levels(market.bids) + ",\"asks\":" + levels(market.asks)
                + "}";
    }

    private static String levels(NavigableMap<Long, Long> side) {
        List<String> levels = new ArrayList<>();
        side.forEach(
                (ticks, lots) -> levels.add("[\"" + Decimal.text(ticks, 1) + "\",\"" + Decimal.text(lots, 3) + "\"]"));
        return "[" + String.join(",", levels) + "]";
    }

    private Path zipped(String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            for (String line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
        return file;
    }

    private void compare(NaiveStudy naive, int levels, ImportSummary summary, long... binMillis) {
        double lot = Double.parseDouble(summary.instrument().lot().toString());
        List<Long> lengths = Arrays.stream(binMillis).boxed().toList();
        Study study = Study.of(folder.resolve("tape"), new Study.Options(null, lengths, levels), done -> {});
        for (int i = 0; i < binMillis.length; i++) {
            List<Bin> bins = naive.bins(binMillis[i] * MILLI);
            BinTable table = study.tables().get(i);
            assertEquals(bins.size(), table.bins());
            List<Bin> whole = new ArrayList<>();
            for (int k = 0; k < table.bins(); k++) {
                same(bins.get(k), table, k, levels);
                if (!table.broken(k)) {
                    whole.add(bins.get(k));
                }
            }
            regressions(naive, whole, study.bins().get(i), lot, levels);
        }
    }

    private static void same(Bin bin, BinTable table, int k, int levels) {
        String where = "bin " + k;
        assertEquals(bin.endNanos(), table.endNanos(k), where);
        assertEquals(bin.startMid2(), table.mid2(k), where);
        assertEquals(bin.endMid2(), table.mid2(k + 1), where);
        assertEquals(bin.trades(), table.tradeLots(k), where);
        assertEquals(bin.events(), table.events(k), where);
        for (int m = 0; m < levels; m++) {
            assertEquals(bin.flow()[m], table.flowLots(k, m), where + " rank " + m);
            assertEquals(bin.depth()[m], table.depthLots(k, m), where + " rank " + m);
        }
    }

    private static void regressions(NaiveStudy naive, List<Bin> bins, BinStudy ours, double lot, int levels) {
        double[] y = NaiveStudy.changes(bins);
        assertEquals(bins.size(), ours.k());
        assertEquals(bins.stream().mapToLong(Bin::events).sum(), ours.events());
        assertEquals(bins.stream().mapToLong(bin -> bin.flow()[0]).sum(), ours.sumOfi1());
        assertEquals(bins.stream().mapToLong(Bin::trades).sum(), ours.sumTi());
        double[] flow = bins.stream().mapToDouble(bin -> bin.flow()[0] * lot).toArray();
        double[] trades = bins.stream().mapToDouble(bin -> bin.trades() * lot).toArray();
        double[][] both = new double[bins.size()][];
        double[][] vector = new double[bins.size()][levels];
        double[] sum = new double[bins.size()];
        for (int row = 0; row < both.length; row++) {
            both[row] = new double[] {flow[row], trades[row]};
            for (int m = 0; m < levels; m++) {
                vector[row][m] = bins.get(row).flow()[m] * lot;
                sum[row] += vector[row][m];
            }
        }
        same(NaiveStudy.regress(NaiveStudy.column(flow), y), ours.ofi1());
        same(NaiveStudy.regress(NaiveStudy.column(trades), y), ours.ti());
        same(NaiveStudy.regress(both, y), ours.both());
        same(NaiveStudy.regress(NaiveStudy.column(sum), y), ours.sums().get(levels - 1));
        same(NaiveStudy.regress(vector, y), ours.vectors().get(levels - 1));
        double[][] scaled = naive.overDepth(bins);
        double[] points = NaiveStudy.basisPoints(bins);
        double[] weights = NaiveStudy.component(scaled);
        double[] integrated = new double[scaled.length];
        for (int row = 0; row < scaled.length; row++) {
            for (int m = 0; m < levels; m++) {
                integrated[row] += weights[m] * scaled[row][m];
            }
        }
        double[] first = Arrays.stream(scaled).mapToDouble(row -> row[0]).toArray();
        same(NaiveStudy.regress(NaiveStudy.column(first), points), ours.normalised());
        same(NaiveStudy.regress(NaiveStudy.column(integrated), points), ours.integrated());
    }

    private static void same(Line naive, Fit ours) {
        near(naive.r2(), ours.r2());
        for (int i = 0; i < naive.slope().length; i++) {
            near(naive.slope()[i], ours.beta(i + 1));
            near(naive.t()[i], ours.t(i + 1));
            near(naive.tWhite()[i], ours.tWhite(i + 1));
        }
    }

    private static void near(double expected, double actual) {
        assertEquals(expected, actual, Math.abs(expected) * 1e-8 + 1e-11);
    }
}
