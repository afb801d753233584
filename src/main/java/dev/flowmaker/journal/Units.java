package dev.flowmaker.journal;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.AssetRow;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.market.Instrument;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The session's instruments and assets, to show its integers as decimals. Knows nothing before the session began. */
final class Units {
    private List<InstrumentRow> instruments = List.of();
    private List<AssetRow> assets = List.of();
    private List<String> venues = List.of();

    void session(SessionStarted started) {
        instruments = List.copyOf(started.instruments);
        assets = List.copyOf(started.assets);
        venues = List.copyOf(started.venues);
    }

    private @Nullable InstrumentRow instrument(int market) {
        return market >= 0 && market < instruments.size() ? instruments.get(market) : null;
    }

    /** {@code BASE/QUOTE}, or the index when there is no such market, or empty for none. */
    String symbol(int market) {
        InstrumentRow row = instrument(market);
        return row != null ? row.symbol() : market < 0 ? "" : "market " + market;
    }

    /**
     * A field's value in decimals, or a venue's name; null when its name tells no unit or the unit is not known.
     *
     * @param asset the asset of a field in quanta, -1 for the market's base
     */
    @Nullable
    String decimal(String name, long value, int market, int asset) {
        InstrumentRow row = instrument(market);
        if (name.equals("venue")) {
            return market < 0 && venues.size() > 1 && value >= 0 && value < venues.size()
                    ? venues.get((int) value)
                    : null;
        } else if (name.endsWith("icroTicks")) {
            return BigDecimal.valueOf(value, 6).stripTrailingZeros().toPlainString() + " ticks";
        } else if (name.endsWith("Ticks") && row != null) {
            return value == Instrument.NO_PRICE ? "none" : times(value, row.tick());
        } else if ((name.equals("lots") || name.endsWith("Lots")) && row != null && value != -1) {
            return times(value, row.lot());
        } else if (name.endsWith("Quanta")) {
            int index = asset < 0 && row != null ? row.baseAsset() : asset;
            if (index >= 0 && index < assets.size()) {
                AssetRow quanta = assets.get(index);
                return Decimal.text(value, quanta.scale()) + " " + quanta.code();
            }
        }
        return null;
    }

    private static String times(long value, Decimal unit) {
        return BigDecimal.valueOf(value)
                .multiply(BigDecimal.valueOf(unit.mantissa(), unit.scale()))
                .toPlainString();
    }
}
