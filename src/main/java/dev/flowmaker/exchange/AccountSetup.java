package dev.flowmaker.exchange;

import java.util.List;
import java.util.Map;

/**
 * One client's account.
 *
 * @param name for people
 * @param openingQuanta what it holds at the start, one for each asset in index order, 0 or more; of positions 0
 * @param tradedQuanta what it traded in the 30 days before, by index of the quote asset, quanta of it
 */
public record AccountSetup(String name, List<Long> openingQuanta, Map<Integer, Long> tradedQuanta) {
    public AccountSetup {
        openingQuanta = List.copyOf(openingQuanta);
        tradedQuanta = Map.copyOf(tradedQuanta);
        if (openingQuanta.stream().anyMatch(quanta -> quanta < 0)) {
            throw new IllegalArgumentException(name + ": an opening balance is below 0");
        }
    }

    /** Traded nothing before. */
    public AccountSetup(String name, List<Long> openingQuanta) {
        this(name, openingQuanta, Map.of());
    }
}
