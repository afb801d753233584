package dev.flowmaker.cli;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.MarginState;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.journal.live.SessionView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A session's view in words and numbers. */
final class SessionText {
    private static final int BAR = 10;
    private static final double FULL_BAR = 8;
    private static final int SHOWN_LEVELS = 5;
    private static final int MONEY_DECIMALS = 4;

    private SessionText() {}

    /** Several lines, for a screen that is drawn over. */
    static List<String> screen(SessionView view, double recordsPerSecond) {
        List<String> lines = new ArrayList<>();
        for (SessionView.Market market : view.markets()) {
            lines.addAll(market(market));
        }
        lines.add("");
        lines.add(" state     " + state(view));
        lines.addAll(BreakerText.lines(view));
        lines.add(" actions   " + actions(view.actions()));
        lines.add(" requests  " + view.places() + " placed, " + view.cancels() + " canceled, " + view.openOrders()
                + " open");
        lines.add(
                String.format(Locale.ROOT, " journal   %,d records, %,.0f a second", view.records(), recordsPerSecond));
        return lines;
    }

    /** One line, for a log. */
    static String line(SessionView view, double recordsPerSecond) {
        StringBuilder line = new StringBuilder();
        for (SessionView.Market market : view.markets()) {
            line.append(String.format(
                    Locale.ROOT,
                    "%s %s/%s OFI %+.2f, quotes %s | %s, position %s, P&L %s, fills %d+%d, ",
                    market.instrument().symbol(),
                    price(market, market.bidTicks()),
                    price(market, market.askTicks()),
                    market.flowImbalance(),
                    quotes(market, Side.BUY),
                    quotes(market, Side.SELL),
                    signed(market.inventoryQuanta(), market.instrument().base().scale()),
                    money(market.profit().totalQuanta(), market),
                    market.bought().count(),
                    market.sold().count()));
        }
        return line
                + String.format(Locale.ROOT, "%,d records, %,.0f/s, %s", view.records(), recordsPerSecond, state(view));
    }

    static List<String> market(SessionView.Market market) {
        Instrument instrument = market.instrument();
        List<String> lines = new ArrayList<>();
        lines.add(" " + instrument.symbol() + "  bid " + price(market, market.bidTicks()) + " × "
                + instrument.quantityText(market.bidLots()) + "   ask " + price(market, market.askTicks()) + " × "
                + instrument.quantityText(market.askLots()) + "   book "
                + market.status().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        lines.add(
                String.format(Locale.ROOT, " OFI       %s %+.2f", bar(market.flowImbalance()), market.flowImbalance()));
        lines.add("");
        lines.addAll(ladder(market));
        lines.add("");
        lines.add(" position  "
                + signed(market.inventoryQuanta(), instrument.base().scale()) + " "
                + instrument.base().code() + " from target");
        lines.add(" P&L       " + profit(market));
        if (market.margin() != null) {
            lines.add(" margin    " + margin(market, market.margin()));
        }
        lines.add(" fills     " + fills(market));
        return lines;
    }

    private static List<String> ladder(SessionView.Market market) {
        List<SessionView.Quote> bids = side(market, Side.BUY);
        List<SessionView.Quote> asks = side(market, Side.SELL);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "   %30s   %-30s", "we buy", "we sell"));
        // As many lines as there may be levels, so that the screen does not jump.
        for (int i = 0; i < Math.min(SHOWN_LEVELS, Math.max(2, Math.max(bids.size(), asks.size()))); i++) {
            lines.add(String.format(Locale.ROOT, "   %30s   %-30s", quote(market, bids, i), quote(market, asks, i)));
        }
        return lines;
    }

    private static String quote(SessionView.Market market, List<SessionView.Quote> quotes, int index) {
        if (index >= quotes.size()) {
            return "–";
        }
        SessionView.Quote quote = quotes.get(index);
        String state = switch (quote.state()) {
            case WORKING, PARTIALLY_FILLED -> "";
            default -> " " + quote.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
        return market.instrument().quantityText(quote.openLots()) + " at " + price(market, quote.priceTicks()) + state;
    }

    private static List<SessionView.Quote> side(SessionView.Market market, Side side) {
        return market.quotes().stream()
                .filter(quote -> quote.side() == side)
                .sorted((a, b) -> side == Side.BUY
                        ? Long.compare(b.priceTicks(), a.priceTicks())
                        : Long.compare(a.priceTicks(), b.priceTicks()))
                .toList();
    }

    private static String quotes(SessionView.Market market, Side side) {
        String prices = side(market, side).stream()
                .map(quote -> price(market, quote.priceTicks()))
                .collect(Collectors.joining(" "));
        return prices.isEmpty() ? "none" : prices;
    }

    static String profit(SessionView.Market market) {
        SessionView.ProfitParts parts = market.profit();
        return money(parts.totalQuanta(), market) + " "
                + market.instrument().quote().code() + " = spread "
                + money(parts.spreadQuanta(), market) + ", inventory " + money(parts.inventoryQuanta(), market)
                + ", fees " + money(-parts.feesQuanta(), market)
                + (market.instrument().isPerpetual() ? ", funding " + money(parts.fundingQuanta(), market) : "");
    }

    private static String margin(SessionView.Market market, MarginState margin) {
        String entry = entryPrice(market, margin);
        return "position "
                + Decimal.text(
                        margin.positionQuanta(), market.instrument().base().scale())
                + (entry == null ? "" : " from " + entry) + ", equity "
                + market.instrument().quote().text(margin.equityQuanta()) + ", leverage "
                + (margin.leverageMilli() == Long.MAX_VALUE
                        ? "without equity"
                        : Decimal.text(margin.leverageMilli(), 3))
                + (margin.liquidationPpb() == Long.MAX_VALUE
                        ? ""
                        : ", closed by force " + Decimal.text(margin.liquidationPpb() / 100_000, 2)
                                + " % from the mark");
    }

    /** Average price of a position, to the digit after the tick's; null without one. */
    static @Nullable String entryPrice(SessionView.Market market, MarginState margin) {
        Instrument i = market.instrument();
        if (margin.positionQuanta() == 0 || margin.costQuanta() == 0) {
            return null;
        }
        BigDecimal contracts =
                BigDecimal.valueOf(margin.positionQuanta(), i.base().scale());
        BigDecimal units = contracts.multiply(new BigDecimal(i.contract().size().toString()));
        BigDecimal cost = BigDecimal.valueOf(margin.costQuanta(), i.quote().scale());
        BigDecimal price = i.contract().isInverse()
                ? units.negate().divide(cost, i.tick().scale() + 1, RoundingMode.HALF_UP)
                : cost.divide(units, i.tick().scale() + 1, RoundingMode.HALF_UP);
        return price.toPlainString();
    }

    static String fills(SessionView.Market market) {
        return fills(market, market.bought(), "bought") + ", " + fills(market, market.sold(), "sold");
    }

    private static String fills(SessionView.Market market, SessionView.SideFills fills, String verb) {
        return fills.count() + " " + verb + " (" + market.instrument().quantityText(fills.lots()) + " "
                + market.instrument().base().code() + ")";
    }

    static String actions(Map<Action, Long> actions) {
        return actions.entrySet().stream()
                .map(each -> each.getKey().name().toLowerCase(Locale.ROOT) + " "
                        + String.format(Locale.ROOT, "%,d", each.getValue()))
                .collect(Collectors.joining(", "));
    }

    static String state(SessionView view) {
        if (view.stopping()) {
            return "stopping, " + view.openOrders() + " orders open";
        }
        if (view.halted()) {
            return "HALTED" + (view.flattening() ? ", closing the position, " : ", ") + view.openOrders()
                    + " orders open" + (view.haltConfirmed() ? ", confirmed by the venue" : "");
        }
        if (!view.connected()) {
            return "connecting";
        }
        String waiting =
                view.outbox().waiting() == 0 ? "" : ", " + view.outbox().waiting() + " requests wait";
        String dropped =
                view.droppedMarketData() == 0 ? "" : ", " + view.droppedMarketData() + " market events dropped";
        return (view.quoting() ? "quoting" : "not quoting") + tripped(view) + waiting + dropped;
    }

    private static String tripped(SessionView view) {
        String names = Stream.concat(
                        view.breakers().stream(), view.markets().stream().flatMap(market -> market.breakers().stream()))
                .map(breaker -> breaker.kind().text())
                .distinct()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", breakers: " + names;
    }

    /** A bar to the left for selling pressure, to the right for buying, full at an imbalance of ±{@value #FULL_BAR}. */
    static String bar(double value) {
        int length = (int) Math.min(BAR, Math.round(Math.abs(value) * BAR / FULL_BAR));
        String full = "█".repeat(length);
        String rest = "·".repeat(BAR - length);
        String empty = "·".repeat(BAR);
        return value < 0 ? rest + full + "│" + empty : empty + "│" + full + rest;
    }

    static String price(SessionView.Market market, long ticks) {
        return ticks == Instrument.NO_PRICE ? "–" : market.instrument().priceText(ticks);
    }

    /** Quote quanta with a sign and four decimals, rounded towards zero. */
    static String money(long quanta, SessionView.Market market) {
        int scale = market.instrument().quote().scale();
        int shown = Math.min(scale, MONEY_DECIMALS);
        return signed(quanta / Decimal.powerOfTen(scale - shown), shown);
    }

    static String signed(long units, int scale) {
        return (units < 0 ? "" : "+") + Decimal.text(units, scale);
    }
}
