package dev.flowmaker.research.truth;

import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.virtual.VirtualLatency;
import dev.flowmaker.exchange.virtual.VirtualSession;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.research.market.SyntheticTape;
import dev.flowmaker.research.market.TapeRecorder;
import java.util.List;

/** The engine's own orders in virtual time: its quotes at a market where everybody's place in the queue is known. */
final class EngineSession {
    static final String KIND = "of the engine";

    private static final String LATE = "too late to be judged";

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final DaemonSettings daemon;

    /**
     * Trades nothing yet.
     *
     * @param daemon trades BTC/USDT and nothing else
     */
    EngineSession(DaemonSettings daemon) {
        this.daemon = daemon;
    }

    /**
     * Runs it.
     *
     * @param tape takes what was seen of it
     */
    TrueSession run(MarketSource source, long seed, long seconds, Journal tape) {
        Instrument instrument = SyntheticTape.bitcoin();
        SessionStarted started = new SessionStarted();
        started.name = daemon.name();
        started.mode = "virtual";
        started.configuration = daemon.effective();
        started.epoch = 1;
        EngineSettingsFactory.describe(started, List.of(instrument.base(), instrument.quote()), List.of(instrument));
        EngineSettings settings = daemon.resolve(started);
        Instrument traded = settings.markets().get(0).instrument();
        TapeRecorder recorder = new TapeRecorder(tape, true);
        Overheard orders = new Overheard(recorder);
        long start = SyntheticTape.START_NANOS;
        long end = start + seconds * NANOS_PER_SECOND;
        MidGrid mids = new MidGrid(start);
        tape.append(SyntheticTape.started(traded, "engine"));
        try (VirtualSession session = new VirtualSession(
                settings,
                TrueSession.settings(traded, new MarketSetup(traded, source), start),
                0,
                VirtualLatency.near(),
                new MemoryJournal(),
                started,
                orders)) {
            recorder.begin(session.exchange(), start);
            mids.add(recorder.mid());
            for (long frame = start + MidGrid.STEP_NANOS; frame <= end; frame += MidGrid.STEP_NANOS) {
                while (session.nextNanos() <= frame) {
                    session.step();
                    recorder.settle(session.nowNanos());
                }
                recorder.frame(frame);
                mids.add(recorder.mid());
            }
            session.stop(StopReason.REQUESTED);
        }
        return new TrueSession(early(orders.errands(KIND), end), orders.outcomes(), mids);
    }

    /** Without the last ones, of which it is not seen what came of them: they are placed in no block. */
    private static List<Errand> early(List<Errand> errands, long endNanos) {
        return errands.stream()
                .map(errand -> errand.placeNanos() + OwnOrders.GRACE_NANOS < endNanos ? errand : errand.of(LATE))
                .toList();
    }
}
