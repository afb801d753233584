package dev.flowmaker.exchange.synthetic;

import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.MarketEvents;
import dev.flowmaker.exchange.Source;
import java.util.List;

/**
 * A market of seeded participants: takers who come in bursts and of whom some move the price, makers at the best prices
 * and behind them, and deep orders that never let a side run empty. When each of them acts and what they draw depends on
 * the seed alone; what comes of it depends on the book, and so on the clients.
 */
public final class FlowSource implements Source {
    private static final long BACKSTOP_LOTS = 20_000_000_000L;

    private final Street street;
    private final List<Participant> participants;
    private Participant earliest;

    /** Sets the first book. */
    public FlowSource(FlowSettings settings, Instrument instrument, long startNanos, MarketEvents market) {
        street = new Street(settings, instrument, market);
        TouchMakers touch = new TouchMakers(settings.touch(), street, new RandomStream(settings.seed(), 0), startNanos);
        LadderMakers ladder =
                new LadderMakers(settings.ladder(), street, new RandomStream(settings.seed(), 1), startNanos);
        participants = List.of(
                street.agenda,
                new Backstop(settings.startPriceTicks(), BACKSTOP_LOTS, instrument, market, startNanos),
                touch,
                ladder,
                new TakerFlow(settings, street, touch, ladder, startNanos, 2));
        earliest = findEarliest();
    }

    private Participant findEarliest() {
        Participant found = participants.get(0);
        for (Participant each : participants) {
            found = each.nextNanos() < found.nextNanos() ? each : found;
        }
        return found;
    }

    @Override
    public long nextEventNanos() {
        return earliest.nextNanos();
    }

    @Override
    public void runNext() {
        street.reactUntil(earliest.nextNanos());
        earliest.act();
        earliest = findEarliest();
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public void close() {}
}
