package dev.flowmaker.exchange.synthetic;

import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.MarketEvents;
import dev.flowmaker.exchange.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * A market of seeded participants: a reference price that drifts and is pushed by flow, makers who keep levels around it,
 * takers who come in bursts, and deep orders that never let a side run empty. When each of them acts and what they draw
 * depends on the seed alone; what comes of it depends on the book, and so on the clients.
 */
public final class EasySource implements Source {
    private static final int MAKERS = 4;

    private final List<Participant> participants = new ArrayList<>();
    private int earliest;

    /** Sets the first book. */
    public EasySource(EasySettings settings, Instrument instrument, long startNanos, MarketEvents market) {
        EasyReference reference =
                new EasyReference(settings, instrument, new RandomStream(settings.seed(), 0), startNanos);
        participants.add(reference);
        Backstop backstop = new Backstop(
                settings.startPriceTicks(), settings.levelLots() * 1_000_000, instrument, market, startNanos);
        participants.add(backstop);
        for (int i = 0; i < MAKERS; i++) {
            RandomStream random = new RandomStream(settings.seed(), 2 + i);
            participants.add(new EasyMaker(settings, MAKERS, instrument, reference, market, random, startNanos));
        }
        RandomStream random = new RandomStream(settings.seed(), 2 + MAKERS);
        participants.add(new EasyTaker(settings, instrument, reference, market, random, startNanos));
        findEarliest();
    }

    private void findEarliest() {
        for (int i = 0; i < participants.size(); i++) {
            if (participants.get(i).nextNanos() < participants.get(earliest).nextNanos()) {
                earliest = i;
            }
        }
    }

    @Override
    public long nextEventNanos() {
        return participants.get(earliest).nextNanos();
    }

    @Override
    public void runNext() {
        participants.get(earliest).act();
        earliest = 0;
        findEarliest();
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public void close() {}
}
