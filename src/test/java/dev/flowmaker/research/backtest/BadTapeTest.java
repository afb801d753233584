package dev.flowmaker.research.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.tape.TapeException;
import dev.flowmaker.exchange.tape.TapeFindings.Finding;
import dev.flowmaker.exchange.tape.TapeFindings.Kind;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.journal.Silences;
import dev.flowmaker.journal.Verifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tapes with something wrong: told with count and place, and nothing placed on it. */
class BadTapeTest {
    private static final long START = 1_700_000_000_000_000_000L;
    private static final long FRAME = 100_000_000;
    private static final int FRAMES = 200;
    private static final int BAD = 100;
    private static final int WARM_UP = 10;

    @TempDir
    private Path folder;

    private static SessionStarted header(int epoch, Decimal tick) {
        Asset base = new Asset("BTC", 8);
        Asset quote = new Asset("USDT", 8);
        Instrument instrument = new Instrument(
                0,
                "BTC/USDT",
                "BTCUSDT",
                base,
                0,
                quote,
                1,
                tick,
                new Decimal(1, 5),
                1,
                1L << 40,
                1,
                1L << 40,
                0,
                0,
                0);
        SessionStarted started = new SessionStarted();
        started.name = "tape";
        started.mode = "tape";
        started.epoch = epoch;
        EngineSettingsFactory.describe(started, List.of(base, quote), List.of(instrument));
        return started;
    }

    private interface Spoil {
        /** Changes the frame of that number, or makes it null to leave it out. */
        void spoil(int frame, BookUpdate update);
    }

    /** One frame every 100 ms, the bid going up and down between 5,000,000 and 5,000,003 ticks. */
    private Path tape(String name, Decimal tick, int epoch, Spoil spoil) {
        return tape(name, tick, epoch, FRAMES, spoil);
    }

    private Path tape(String name, Decimal tick, int epoch, int frames, Spoil spoil) {
        Path path = folder.resolve(name);
        try (JournalWriter writer = JournalWriter.open(path)) {
            SessionStarted started = header(epoch, tick);
            started.timeNanos = START;
            writer.append(started);
            long before = 0;
            for (int i = 0; i < frames; i++) {
                long bid = 5_000_000L + i % 4;
                BookUpdate update = new BookUpdate();
                update.market = 0;
                update.updateId = i + 1L;
                update.timeNanos = START + i * FRAME;
                update.exchangeTimeNanos = update.timeNanos;
                update.receiveTimeNanos = update.timeNanos;
                update.reset = i == 0 ? ResetReason.SNAPSHOT : ResetReason.NONE;
                if (before != 0) {
                    update.levels.add(Side.BUY, before, 0);
                    update.levels.add(Side.SELL, before + 20, 0);
                }
                update.levels.add(Side.BUY, bid, 500);
                update.levels.add(Side.SELL, bid + 20, 500);
                before = bid;
                spoil.spoil(i, update);
                writer.append(update);
            }
        }
        return path;
    }

    private static Backtest.Options options(Path... tapes) {
        Configuration conf = Configuration.parse("test.conf", """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  markets = [ {
                    symbol = BTC/USDT
                    book.warmup-frames = %d
                    quote { fee-floor = false, adverse-selection.floor = false, half-spread = 3 ticks, size = 0.001 BTC }
                    risk { max-order-size = 1 BTC, max-order-notional = 1000000 USDT, max-long = 1 BTC, max-short = 1 BTC }
                  } ]
                }
                """.formatted(WARM_UP));
        return new Backtest.Options(conf.daemon(), List.of(tapes), FillModel.RISK_AVERSE, 0, 0, "test");
    }

    private static final class Outcome {
        final List<Finding> findings;
        /** Frames of the tape after which an order was placed. */
        final List<Integer> placedAt = new ArrayList<>();

        Outcome(Path... tapes) {
            MemoryJournal journal = new MemoryJournal();
            BacktestResult result = Backtest.run(options(tapes), journal, 1, journal::read, done -> {});
            findings = result.markets().get(0).findings();
            try (Records records = journal.read()) {
                for (Message next = records.next(); next != null; next = records.next()) {
                    if (next instanceof PlaceOrder) {
                        placedAt.add((int) ((next.timeNanos - START) / FRAME));
                    }
                }
            }
        }

        void assertQuietFrom(int first, int until) {
            assertTrue(placedAt.stream().anyMatch(frame -> frame < first), "quotes before");
            assertEquals(
                    List.of(),
                    placedAt.stream()
                            .filter(frame -> frame >= first && frame < until)
                            .toList());
            assertTrue(placedAt.stream().anyMatch(frame -> frame >= until), "quotes after");
        }
    }

    private static void assertFinding(Finding finding, Kind kind, long count, int frame) {
        assertEquals(kind, finding.kind());
        assertEquals(count, finding.count(), finding::toString);
        // The header is record 1.
        assertTrue(finding.first().endsWith("sequence " + (frame + 2)), finding::toString);
    }

    @Test
    void shouldFindNothingWrongWithAGoodTape() {
        Outcome good = new Outcome(tape("good", new Decimal(1, 2), 1, (frame, update) -> {}));
        assertEquals(List.of(), good.findings);
        assertTrue(good.placedAt.stream().anyMatch(frame -> frame > BAD && frame < BAD + WARM_UP));
    }

    @Test
    void shouldBeginAnewAfterAGap() {
        Outcome gap = new Outcome(tape("gap", new Decimal(1, 2), 1, (frame, update) -> {
            if (frame == BAD) {
                update.reset = ResetReason.RESYNC;
            }
        }));
        assertEquals(1, gap.findings.size());
        assertFinding(gap.findings.get(0), Kind.GAP, 1, BAD);
        gap.assertQuietFrom(BAD + 1, BAD + WARM_UP - 1);
    }

    @Test
    void shouldNotQuoteOnACrossedBook() {
        Outcome crossed = new Outcome(tape("crossed", new Decimal(1, 2), 1, (frame, update) -> {
            if (frame == BAD) {
                update.levels.add(Side.BUY, 5_000_500, 7);
            } else if (frame == BAD + 20) {
                update.levels.add(Side.BUY, 5_000_500, 0);
            }
        }));
        assertEquals(1, crossed.findings.size());
        assertFinding(crossed.findings.get(0), Kind.CROSSED, 20, BAD);
        crossed.assertQuietFrom(BAD + 1, BAD + 20);
    }

    @Test
    void shouldDoubtTheBookWhenTimeGoesBackwards() {
        Outcome back = new Outcome(tape("back", new Decimal(1, 2), 1, (frame, update) -> {
            if (frame == BAD) {
                update.timeNanos -= 5 * FRAME;
            }
        }));
        assertFinding(
                back.findings.stream()
                        .filter(each -> each.kind() == Kind.TIME_BACKWARDS)
                        .findFirst()
                        .orElseThrow(),
                Kind.TIME_BACKWARDS,
                1,
                BAD);
        back.assertQuietFrom(BAD + 1, BAD + WARM_UP - 1);
    }

    @Test
    void shouldPassOverWhatComesBeforeAWholeBook() {
        Outcome late = new Outcome(tape("late", new Decimal(1, 2), 1, (frame, update) -> {
            update.reset = frame == BAD ? ResetReason.SNAPSHOT : ResetReason.NONE;
        }));
        assertEquals(1, late.findings.size());
        assertFinding(late.findings.get(0), Kind.NO_SNAPSHOT, BAD, 0);
        assertTrue(late.placedAt.stream().allMatch(frame -> frame >= BAD + WARM_UP - 1), late.placedAt::toString);
        assertTrue(!late.placedAt.isEmpty());
    }

    /** As a recorder that was killed and started again leaves it, had its snapshot been lost. */
    @Test
    void shouldNotJoinTwoSessionsWithoutAWholeBook() {
        Path first = tape("first", new Decimal(1, 2), 1, (frame, update) -> update.timeNanos -= FRAMES * FRAME);
        Path second = tape("second", new Decimal(1, 2), 1, (frame, update) -> {
            update.reset = frame == BAD ? ResetReason.SNAPSHOT : ResetReason.NONE;
        });
        Outcome joined = new Outcome(first, second);
        assertEquals(
                BAD,
                joined.findings.stream()
                        .filter(each -> each.kind() == Kind.NO_SNAPSHOT)
                        .findFirst()
                        .orElseThrow()
                        .count());
        joined.assertQuietFrom(1, BAD + WARM_UP - 1);
    }

    @Test
    void shouldPassOverImpossiblePrices() {
        Outcome impossible = new Outcome(tape("impossible", new Decimal(1, 2), 1, (frame, update) -> {
            if (frame == BAD) {
                update.levels.add(Side.SELL, -3, 7);
            }
        }));
        assertFinding(
                impossible.findings.stream()
                        .filter(each -> each.kind() == Kind.NO_PRICE)
                        .findFirst()
                        .orElseThrow(),
                Kind.NO_PRICE,
                1,
                BAD);
        impossible.assertQuietFrom(BAD + 2, BAD + WARM_UP - 1);
    }

    /** The pause is as long as any on a thin market: what makes it too long is this market's own pace. */
    private Path silent(String name, long seconds, ResetReason told) {
        return tape(name, new Decimal(1, 2), 1, 900, (frame, update) -> {
            update.timeNanos += frame < 700 ? 0 : seconds * 1_000_000_000L;
            update.reset = frame == 700 ? told : update.reset;
        });
    }

    @Test
    void shouldTellASilenceThatTheRecordingDidNotNotice() {
        Path silent = silent("silent", 3, ResetReason.NONE);
        Outcome outcome = new Outcome(silent);
        assertEquals(1, outcome.findings.size());
        assertFinding(outcome.findings.get(0), Kind.SILENCE, 1, 700);
        assertTrue(outcome.findings.get(0).first().startsWith("no book for 3.1 s before"));
        assertTrue(
                outcome.placedAt.stream().noneMatch(frame -> frame > 701 && frame < 730), outcome.placedAt::toString);
        assertEquals(
                List.of(
                        "BTC/USDT: 1 silence longer than its pace explains and not on record, the longest: no book for 3.1 s"
                                + " before record 702"),
                Verifier.verify(silent, count -> {}).notes());
    }

    @Test
    void shouldTellNoSilenceThatIsOnRecordOrWithinThePace() {
        Path told = silent("told", 3, ResetReason.RECONNECT);
        assertEquals(
                List.of(Kind.GAP),
                new Outcome(told).findings.stream().map(Finding::kind).toList());
        assertEquals(List.of(), Verifier.verify(told, count -> {}).notes());
        Path slow = tape("slow", new Decimal(1, 2), 1, 900, (frame, update) -> {
            // One pause of a second in a hundred frames.
            update.timeNanos += frame / 100 * 1_000_000_000L + (frame < 750 ? 0 : 4_000_000_000L);
        });
        assertEquals(List.of(), new Outcome(slow).findings);
    }

    @Test
    void shouldTellAStreamThatDiedWhileTheOtherWentOn() {
        Silences silences = new Silences();
        long now = START;
        for (int i = 0; i < 4_000; i++) {
            now += FRAME;
            if (i % 2 == 0 && i < 2_000) {
                Trade trade = new Trade();
                trade.timeNanos = now;
                assertEquals(0, silences.onRecord(trade));
            }
            BookUpdate update = new BookUpdate();
            update.timeNanos = now;
            assertEquals(0, silences.onRecord(update));
        }
        assertEquals(Map.of(MessageKind.TRADE, 2_001 * FRAME), silences.unended());
    }

    @Test
    void shouldRefuseAnotherTick() {
        Path cents = tape("cents", new Decimal(1, 2), 1, (frame, update) -> update.timeNanos -= FRAMES * FRAME);
        Path dimes = tape("dimes", new Decimal(1, 1), 1, (frame, update) -> {});
        TapeException refused = assertThrows(TapeException.class, () -> new Outcome(cents, dimes));
        String said = Objects.requireNonNull(refused.getMessage());
        assertTrue(said.contains("dimes") && said.contains("sequence 1") && said.contains("tick 0.1"), said);
    }
}
