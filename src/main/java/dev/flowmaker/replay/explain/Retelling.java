package dev.flowmaker.replay.explain;

import dev.flowmaker.Version;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.journal.FieldList;
import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.replay.Rewind;
import dev.flowmaker.replay.explain.Explanation.Check;
import dev.flowmaker.replay.explain.Explanation.Level;
import dev.flowmaker.replay.explain.Explanation.Life;
import dev.flowmaker.replay.explain.Explanation.Queue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A decision made once more, from the nearest snapshot on: what the record does not hold, the book behind the touch and
 * the checks that passed, is heard while the engine decides. Can then go on, to follow an order's place in its queue.
 */
final class Retelling implements Retold {
    private final JournalReader reader;
    private final Replayer replayer;
    private final Hearing hearing = new Hearing();
    private final long target;
    private final Map<String, String> recorded;
    private List<Hearing.Run> runs = List.of();
    private List<Level> book = List.of();
    private String input = "";
    private boolean agrees;

    /**
     * @param decision the recorded one
     * @param settings how a session's first record becomes the engine's settings
     */
    Retelling(JournalReader reader, Decision decision, Function<SessionStarted, EngineSettings> settings) {
        this.reader = reader;
        this.target = decision.sequence;
        this.recorded = FieldList.of(decision);
        this.replayer = new Replayer(settings, Version.text(), hearing, this::onOutput).all();
        long cause = decision.causeSequence;
        FieldPrinter printer = FieldPrinter.text();
        Rewind.start(reader, cause - 1, replayer, printer::learn);
        while (reader.sequence() + 1 < cause && reader.advance()) {
            replayer.take(reader);
        }
        reader.advance();
        input = printer.line(reader.message());
        hearing.listen(true);
        replayer.take(reader);
        hearing.listen(false);
    }

    private void onOutput(Message output) {
        if (!hearing.listening() || !(output instanceof Decision decision)) {
            return;
        }
        List<Hearing.Run> heard = hearing.take();
        if (decision.sequence == target) {
            runs = heard;
            agrees = FieldList.of(decision).equals(recorded);
            book = Hearing.book(Objects.requireNonNull(replayer.engine()), decision.market);
        }
    }

    @Override
    public String input() {
        return input;
    }

    @Override
    public boolean agrees() {
        return agrees;
    }

    @Override
    public List<Level> book() {
        return book;
    }

    @Override
    public List<Check> checks(Side side, long priceTicks, long lots) {
        return Hearing.Run.of(runs, side, priceTicks, lots);
    }

    /** Goes on to find out. */
    @Override
    public @Nullable Queue follow(Life life, int market) {
        MarketBook book =
                Objects.requireNonNull(replayer.engine()).market(market).book();
        QueueWatch watch = new QueueWatch(life.orderId(), life.side(), life.priceTicks());
        long until =
                life.fills().isEmpty() ? life.endNanos() : life.fills().get(0).timeNanos();
        while (!watch.tired() && reader.advance()) {
            MessageKind kind = reader.kind();
            if ((until != 0 && reader.timeNanos() > until) || kind == MessageKind.SESSION_STARTED) {
                break;
            }
            watch.count();
            replayer.take(reader);
            if (reader.market() == market) {
                watch.onRecord(reader, kind, book);
            }
        }
        return watch.queue();
    }
}
