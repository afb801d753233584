package dev.flowmaker.config;

import com.typesafe.config.ConfigList;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The account of mode paper; {@link SimulationSpec} says how its orders are filled.
 *
 * @param balances by asset code
 * @param depth levels a side of the venue's book that our orders queue in
 */
public record PaperSpec(Map<String, BigDecimal> balances, long makerFeePpb, long takerFeePpb, int depth) {
    private static final int DEEPEST = 1000;

    public PaperSpec {
        balances = Map.copyOf(balances);
    }

    static PaperSpec read(Section at, boolean wanted) {
        return new PaperSpec(
                balances(at, wanted),
                at.read("maker-fee", 0L, Units::signedPpb),
                at.read("taker-fee", 0L, Units::signedPpb),
                at.count("depth", 1, DEEPEST));
    }

    private static Map<String, BigDecimal> balances(Section at, boolean wanted) {
        Map<String, BigDecimal> balances = new LinkedHashMap<>();
        if (!(at.value("balances") instanceof ConfigList list)) {
            at.problem("balances", "must be a list of amounts: balances = [ 1 BTC, 60000 USDT ]");
            return balances;
        }
        list.forEach(item -> {
            try {
                Amount amount = Units.amount(String.valueOf(item.unwrapped()));
                if (amount.value().signum() < 0) {
                    at.problem("balances", amount + " is below 0");
                } else if (balances.put(amount.asset(), amount.value()) != null) {
                    at.problem("balances", amount.asset() + " is there twice");
                }
            } catch (IllegalArgumentException e) {
                at.problem("balances", String.valueOf(e.getMessage()));
            }
        });
        if (wanted && list.isEmpty()) {
            at.problem("balances", "is empty: say what the account on paper holds, such as [ 1 BTC, 60000 USDT ]");
        }
        return balances;
    }
}
