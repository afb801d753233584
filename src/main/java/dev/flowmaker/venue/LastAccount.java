package dev.flowmaker.venue;

import java.util.List;
import java.util.Map;

/**
 * What a daemon's last session knew of its account when it ended, however that was.
 *
 * @param quanta held of each asset, by index
 * @param filledLotsByOrder of the orders it did not see the end of, by our id
 */
public record LastAccount(List<Long> quanta, Map<Long, Long> filledLotsByOrder) {
    public LastAccount {
        quanta = List.copyOf(quanta);
        filledLotsByOrder = Map.copyOf(filledLotsByOrder);
    }
}
