package dev.flowmaker.daemon;

import java.util.List;

/**
 * How a recording stands.
 *
 * @param disconnects how often the connection was lost
 * @param dropped market data that came faster than it could be written
 */
public record RecordingView(long records, long disconnects, long dropped, List<Market> markets) {
    /**
     * One market.
     *
     * @param gaps how often its book had to begin anew
     */
    public record Market(String symbol, long books, long trades, long touches, long gaps) {}
}
