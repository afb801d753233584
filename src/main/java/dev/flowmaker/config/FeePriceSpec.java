package dev.flowmaker.config;

import com.typesafe.config.ConfigObject;
import dev.flowmaker.core.engine.FeePrice;
import dev.flowmaker.core.market.Asset;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What commissions in third assets are worth while no market of the session says so: the list {@code fee-prices}. */
public final class FeePriceSpec {
    private record Row(Section at, String asset, Amount price) {}

    private final List<Row> rows = new ArrayList<>();

    FeePriceSpec(Section at) {
        ConfigObject nothing = at.object().withOnlyKey("");
        for (Section row : at.sections("fee-prices", nothing, nothing)) {
            Amount price = row.amount("price", "");
            if (row.sound("price") && price.value().signum() == 0) {
                row.problem("price", "is 0: leave it out where it is not known");
            }
            rows.add(new Row(row, row.text("asset"), price));
        }
    }

    /** By the assets of a session; those that are not in it are no matter of it. */
    List<FeePrice> resolve(List<Asset> assets) {
        List<FeePrice> prices = new ArrayList<>();
        for (Row row : rows) {
            for (int asset = 0; asset < assets.size(); asset++) {
                for (int in = 0; in < assets.size(); in++) {
                    if (assets.get(asset).venue() == assets.get(in).venue()
                            && assets.get(asset).code().equals(row.asset)
                            && assets.get(in).code().equals(row.price.asset())) {
                        BigDecimal quanta =
                                row.price.value().movePointRight(assets.get(in).scale());
                        prices.add(new FeePrice(
                                asset,
                                in,
                                quanta.setScale(0, RoundingMode.HALF_UP).longValueExact()));
                    }
                }
            }
        }
        return List.copyOf(prices);
    }
}
