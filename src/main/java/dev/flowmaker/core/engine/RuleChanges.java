package dev.flowmaker.core.engine;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.market.Instrument;

/** In what the rules that the venue tells are others than a session's, in words. */
final class RuleChanges {
    private static final int PPB_DIGITS = 9;

    private RuleChanges() {}

    /** Such as {@code tick 0.01 → 0.1, lot 0.001 → 0.01}; empty when nothing is. */
    static String text(Instrument ours, MarketStatus told) {
        if (same(ours, told)) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        add(out, "tick", decimal(1, ours.tick()), decimal(1, told.tick));
        add(out, "lot", decimal(1, ours.lot()), decimal(1, told.lot));
        add(out, "smallest order", decimal(ours.minLots(), ours.lot()), decimal(told.leastSize, told.lot));
        add(out, "largest order", decimal(ours.maxLots(), ours.lot()), decimal(told.mostSize, told.lot));
        add(out, "lowest price", decimal(ours.minPriceTicks(), ours.tick()), decimal(told.leastPrice, told.tick));
        add(out, "highest price", decimal(ours.maxPriceTicks(), ours.tick()), decimal(told.mostPrice, told.tick));
        int scale = ours.quote().scale();
        add(out, "least value", trimmed(ours.minNotionalQuanta(), scale), trimmed(told.leastValue, scale));
        add(out, "maker fee", rate(ours.makerFeePpb()), rate(told.makerFeePpb));
        add(out, "taker fee", rate(ours.takerFeePpb()), rate(told.takerFeePpb));
        add(out, "initial margin", rate(ours.contract().initialMarginPpb()), rate(told.initialMarginPpb));
        add(out, "maintenance margin", rate(ours.contract().maintenanceMarginPpb()), rate(told.maintenanceMarginPpb));
        return out.toString();
    }

    private static boolean same(Instrument ours, MarketStatus told) {
        return ours.tick().equals(told.tick)
                && ours.lot().equals(told.lot)
                && ours.minLots() == told.leastSize
                && ours.maxLots() == told.mostSize
                && ours.minPriceTicks() == told.leastPrice
                && ours.maxPriceTicks() == told.mostPrice
                && ours.minNotionalQuanta() == told.leastValue
                && ours.makerFeePpb() == told.makerFeePpb
                && ours.takerFeePpb() == told.takerFeePpb
                && ours.contract().initialMarginPpb() == told.initialMarginPpb
                && ours.contract().maintenanceMarginPpb() == told.maintenanceMarginPpb;
    }

    private static void add(StringBuilder out, String what, String before, String now) {
        if (!before.equals(now)) {
            out.append(out.length() == 0 ? "" : ", ")
                    .append(what)
                    .append(' ')
                    .append(before)
                    .append(" → ")
                    .append(now);
        }
    }

    /** So many units; what is out of reach is no bound. */
    private static String decimal(long count, Decimal unit) {
        boolean none = count >= Long.MAX_VALUE / StrictMath.max(1, StrictMath.abs(unit.mantissa()));
        return none ? "none" : trimmed(count * unit.mantissa(), unit.scale());
    }

    private static String rate(long ppb) {
        return trimmed(ppb, PPB_DIGITS);
    }

    /** Without zeros at the end of its decimals. */
    private static String trimmed(long units, int scale) {
        long rest = units;
        int digits = scale;
        while (digits > 0 && rest % 10 == 0) {
            rest /= 10;
            digits--;
        }
        return Decimal.text(rest, digits);
    }
}
