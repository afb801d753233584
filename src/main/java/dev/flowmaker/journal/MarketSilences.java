package dev.flowmaker.journal;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.SessionStarted;
import java.util.ArrayList;
import java.util.List;

/** The {@link Silences} of all markets of a journal, in words. */
final class MarketSilences {
    private static final class Market {
        final String symbol;
        final Silences silences = new Silences();
        long count;
        long longestNanos;
        String longest = "";

        Market(String symbol) {
            this.symbol = symbol;
        }

        void add(MessageKind kind, long nanos, long sequence) {
            count++;
            if (nanos > longestNanos) {
                longestNanos = nanos;
                longest = Silences.words(kind, nanos) + " before record " + sequence;
            }
        }

        void interrupted(long sequence) {
            silences.unended().forEach((kind, nanos) -> add(kind, nanos, sequence));
            silences.interrupted();
        }
    }

    private final List<Market> markets = new ArrayList<>();
    /** Those of earlier sessions. */
    private final List<Market> ended = new ArrayList<>();

    private int epoch = Integer.MIN_VALUE;
    private long last;

    void onRecord(Message record) {
        switch (record.kind()) {
            case SESSION_STARTED -> begin((SessionStarted) record);
            case BOOK_UPDATE, TOUCH_UPDATE, TRADE, MARK_PRICE -> {
                last = record.sequence;
                if (record.market >= 0 && record.market < markets.size()) {
                    Market market = markets.get(record.market);
                    long silence = market.silences.onRecord(record);
                    if (silence > 0) {
                        market.add(record.kind(), silence, last);
                    }
                }
            }
            case CONNECTION_CHANGED -> {
                if (((ConnectionChanged) record).channel == Channel.MARKET_DATA) {
                    markets.forEach(market -> market.interrupted(last));
                }
            }
            default -> {
                // No market data.
            }
        }
    }

    /** Each file of a session begins with its header: what goes on is not interrupted. */
    private void begin(SessionStarted started) {
        if (started.epoch == epoch && started.instruments.size() == markets.size()) {
            return;
        }
        epoch = started.epoch;
        end();
        started.instruments.forEach(row -> markets.add(new Market(row.symbol())));
    }

    private void end() {
        markets.forEach(market -> market.interrupted(last));
        ended.addAll(markets);
        markets.clear();
    }

    /** A line for each market of a session in which a stream was silent for too long; ends the watch. */
    List<String> notes() {
        end();
        return ended.stream()
                .filter(market -> market.count > 0)
                .map(market -> market.symbol + ": " + market.count
                        + (market.count == 1 ? " silence" : " silences")
                        + " longer than its pace explains and not on record, the longest: " + market.longest)
                .toList();
    }
}
