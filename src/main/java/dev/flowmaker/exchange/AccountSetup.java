package dev.flowmaker.exchange;

import java.util.List;

/**
 * One client's account.
 *
 * @param name for people
 * @param openingQuanta what it holds at the start, one for each asset in index order, 0 or more
 */
public record AccountSetup(String name, List<Long> openingQuanta) {
    public AccountSetup {
        openingQuanta = List.copyOf(openingQuanta);
        if (openingQuanta.stream().anyMatch(quanta -> quanta < 0)) {
            throw new IllegalArgumentException(name + ": an opening balance is below 0");
        }
    }
}
