package dev.flowmaker.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.EngineHarness.Output;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.journal.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that comes later changes what was said: not a signal, not a weight, not a decision, not one bit of them. */
class LookAheadTest {
    private static final int EVENTS = 4_000;

    /** Makes a player of a whole tape, told of as (seed, cut, seed of what comes after). An honest one looks at none of it. */
    private interface Player {
        SignalTape of(long seed, int cut, long future);
    }

    /** What was said up to the cut, and what is known there. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Past(List<Output> outputs, String state, byte[] snapshot, SignalTape tape) {}

    private static Past play(Player player, long seed, int cut, long future) {
        SignalTape tape = player.of(seed, cut, future);
        tape.play(new Random(seed), cut);
        List<Output> outputs = new ArrayList<>(tape.harness.outputs);
        String state = tape.state();
        byte[] snapshot = Snapshots.take(tape.harness.engine::visitState).state;
        tape.play(new Random(future), EVENTS - cut);
        return new Past(outputs, state, snapshot, tape);
    }

    private static boolean sameWhateverComes(Player player, long seed, int cut) {
        Past one = play(player, seed, cut, 1_000 + seed);
        Past other = play(player, seed, cut, 2_000 + seed);
        assertNotEquals(one.tape.harness.outputs, other.tape.harness.outputs, "the futures are the same");
        return one.outputs.equals(other.outputs)
                && one.state.equals(other.state)
                && java.util.Arrays.equals(one.snapshot, other.snapshot);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldSayTheSameWhateverComesLater(long seed) {
        Random cuts = new Random(seed);
        for (int i = 0; i < 2; i++) {
            int cut = 1 + cuts.nextInt(EVENTS - 200);
            assertTrue(
                    sameWhateverComes((any, at, future) -> SignalTape.started(SignalTape.fitted()), seed, cut),
                    "seed " + seed + " cut " + cut);
        }
    }

    @Test
    void shouldSeeAWeightThatWasFittedOnAllOfTheTape() {
        // What a calibration on the tape it is then tried on does.
        Player leak = (seed, cut, future) -> {
            SignalTape all = SignalTape.started(SignalTape.fitted());
            all.play(new Random(seed), cut).play(new Random(future), EVENTS - cut);
            long weight = (long) all.harness.engine.market(0).alpha.fitted(0);
            return SignalTape.started(
                    TestMarket.alpha(AlphaSettings.Mode.FIXED, SignalTape.SIGNALS, weight, 8 * PriceParts.MICRO));
        };
        assertTrue(!sameWhateverComes(leak, 1, EVENTS / 2), "a planted leak was not seen");
    }

    @Test
    void shouldBeAboutAnEngineThatWeighsItsSignals() {
        SignalTape tape = SignalTape.started(SignalTape.fitted()).play(new Random(1), EVENTS);
        long moved = tape.harness.outputs(MessageKind.DECISION).stream()
                .filter(output -> output.number("signals") > 0 && alpha(output) != 0)
                .count();
        assertTrue(moved > 300, "only " + moved + " decisions were moved by alpha");
        long resets = tape.harness.outputs(MessageKind.NOTICE).stream()
                .filter(output -> output.get("code") == NoticeCode.BOOK_RESET)
                .count();
        assertTrue(resets > 3, "only " + resets + " breaks");
    }

    @Test
    void shouldAddUpToAlphaInEveryDecision() {
        SignalTape tape = SignalTape.started(SignalTape.fitted()).play(new Random(2), EVENTS);
        int checked = 0;
        for (Output output : tape.harness.outputs(MessageKind.DECISION)) {
            if (output.number("signals") == 0) {
                continue;
            }
            long part = 0;
            for (int i = 0; i < output.number("quotes.0.parts"); i++) {
                boolean isAlpha =
                        output.get("quotes.0.parts." + i + ".part").toString().equals("ALPHA");
                part += isAlpha ? output.number("quotes.0.parts." + i + ".microTicks") : 0;
            }
            assertEquals(part, alpha(output));
            assertTrue(Math.abs(part) <= 8 * PriceParts.MICRO);
            checked++;
        }
        assertTrue(checked > 1_000, checked + " decisions");
    }

    private static long alpha(Output decision) {
        long sum = 0;
        for (int i = 0; i < decision.number("signals"); i++) {
            sum += decision.number("signals." + i + ".microTicks");
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void shouldGoOnTheSameFromASnapshotInTheMiddle(long seed) {
        int cut = 1_500 + new Random(seed).nextInt(1_000);
        SignalTape whole = SignalTape.started(SignalTape.fitted()).play(new Random(seed), cut);
        byte[] middle = Snapshots.take(whole.harness.engine::visitState).state;
        SignalTape resumed = whole.resumedIn(new EngineHarness(SignalTape.settings(SignalTape.fitted())));
        Snapshots.restore(Snapshots.take(whole.harness.engine::visitState), resumed.harness.engine::visitState);
        assertArrayEquals(middle, Snapshots.take(resumed.harness.engine::visitState).state);
        int before = whole.harness.outputs.size();
        whole.play(new Random(seed + 100), EVENTS - cut);
        resumed.play(new Random(seed + 100), EVENTS - cut);
        assertEquals(whole.harness.outputs.subList(before, whole.harness.outputs.size()), resumed.harness.outputs);
        assertEquals(whole.state(), resumed.state());
        assertArrayEquals(
                Snapshots.take(whole.harness.engine::visitState).state,
                Snapshots.take(resumed.harness.engine::visitState).state);
    }
}
