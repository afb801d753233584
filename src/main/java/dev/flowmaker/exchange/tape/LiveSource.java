package dev.flowmaker.exchange.tape;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.exchange.MarketEvents;
import dev.flowmaker.exchange.Source;

/** Plays what a {@link LiveFeed} is given. What comes before the first whole book is passed over. */
public final class LiveSource implements Source {
    private final LiveFeed feed;
    private final RecordedMarket recorded;
    private boolean begun;

    public LiveSource(LiveFeed feed, MarketEvents market) {
        this.feed = feed;
        recorded = new RecordedMarket(market, new TapeFindings());
    }

    @Override
    public long nextEventNanos() {
        return feed.nextNanos();
    }

    @Override
    public void runNext() {
        Message event = feed.take();
        begun |= event instanceof BookUpdate update && update.reset != ResetReason.NONE;
        if (begun) {
            recorded.apply(event, false, () -> "");
        }
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public void close() {}
}
