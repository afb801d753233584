package dev.flowmaker.replay;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.MarketMaker;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.order.Order;
import dev.flowmaker.core.order.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The core's state in a few lines for people: what a quote is made from, and what is open. */
public final class CoreView {
    private CoreView() {}

    /** A heading for each market, its lines below it. */
    public static List<String> lines(Engine engine, long nowNanos) {
        List<String> lines = new ArrayList<>();
        if (engine.halted()) {
            lines.add("halted");
        }
        if (!engine.reconciled()) {
            lines.add("not reconciled with the venue");
        }
        for (int i = 0; i < engine.markets(); i++) {
            market(engine, i, nowNanos, lines);
        }
        return lines;
    }

    private static void market(Engine engine, int index, long nowNanos, List<String> lines) {
        MarketMaker market = engine.market(index);
        Instrument instrument = market.instrument();
        MarketBook book = market.book();
        Reason obstacle = engine.obstacle(index);
        lines.add(instrument.symbol() + "  book " + words(book.status()) + "  bid "
                + level(instrument, book.bidTicks(), book.bidLots()) + "  ask "
                + level(instrument, book.askTicks(), book.askLots())
                + (obstacle == null ? "" : "  not quoting: " + words(obstacle)));
        lines.add(String.format(
                Locale.ROOT,
                "  inventory %s %s from target, order-flow imbalance %+.3f",
                Decimal.text(market.inventoryQuanta(), instrument.base().scale()),
                instrument.base().code(),
                market.flowImbalance()));
        ProfitAndLoss profit = market.profitAndLoss();
        int scale = instrument.quote().scale();
        lines.add("  P&L " + Decimal.text(profit.totalQuanta(), scale) + " "
                + instrument.quote().code() + " = spread "
                + Decimal.text(profit.spreadQuanta(), scale) + " + inventory "
                + Decimal.text(profit.inventoryQuanta(), scale) + " - fees "
                + Decimal.text(profit.feesQuanta(), scale));
        for (Side side : Side.values()) {
            for (int i = 0; i < market.orders().openCount(); i++) {
                Order order = market.orders().open(i);
                if (order.side() == side) {
                    lines.add(order(instrument, order, nowNanos));
                }
            }
        }
    }

    private static String order(Instrument instrument, Order order, long nowNanos) {
        return String.format(
                Locale.ROOT,
                "  %s %d  %s × %s  %s, order %d, %.3f s old",
                order.side() == Side.BUY ? "bid" : "ask",
                order.level(),
                instrument.priceText(order.priceTicks()),
                instrument.quantityText(order.openLots()),
                words(order.state()),
                order.id(),
                (nowNanos - order.sentNanos()) / 1e9);
    }

    private static String level(Instrument instrument, long ticks, long lots) {
        return ticks == Instrument.NO_PRICE
                ? "none"
                : instrument.priceText(ticks) + " × " + instrument.quantityText(lots);
    }

    /** A constant's name as words. */
    public static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
