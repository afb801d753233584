package dev.flowmaker.cli;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.replay.CoreView;
import dev.flowmaker.replay.figures.Markout;
import dev.flowmaker.replay.whatif.Baseline;
import dev.flowmaker.replay.whatif.ClosedLoop;
import dev.flowmaker.replay.whatif.ClosedLoop.Market;
import dev.flowmaker.replay.whatif.ClosedLoop.Parting;
import dev.flowmaker.replay.whatif.ClosedLoop.Profit;
import dev.flowmaker.replay.whatif.OpenLoop;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What-ifs side by side with what was. */
final class WhatIfText {
    private static final int NAME = 26;
    private static final int CELL = 20;
    private static final int SHOWN = 20;

    private final PrintWriter out;
    private final boolean colours;
    private final SessionStarted started;
    private final Baseline baseline;

    WhatIfText(PrintWriter out, boolean colours, SessionStarted started, Baseline baseline) {
        this.out = out;
        this.colours = colours;
        this.started = started;
        this.baseline = baseline;
    }

    private void head() {
        out.printf(
                Locale.ROOT,
                "%s session %d (%s), %s to %s, %.1f s%n",
                started.name,
                started.epoch,
                started.mode,
                Moment.text(baseline.firstNanos()),
                Moment.text(baseline.lastNanos()).substring(11),
                (baseline.lastNanos() - baseline.firstNanos()) / 1e9);
        if (baseline.rebuilt() > 0) {
            out.println(Paint.YELLOW.on(
                    "note: this build gives " + baseline.rebuilt()
                            + " outputs otherwise than recorded: builds are compared too, not settings alone",
                    colours));
        }
    }

    /** Decisions compared one by one. */
    void open(Map<String, OpenLoop.Result> results) {
        head();
        out.println("open loop: each decision with the inventory and orders there really were; nothing is simulated");
        results.forEach(this::open);
    }

    private void open(String name, OpenLoop.Result result) {
        out.println();
        heading(name);
        OpenLoop.First first = result.first();
        if (first == null) {
            out.printf(Locale.ROOT, "  no difference in %,d decisions%n", result.decisions());
            return;
        }
        out.printf(
                Locale.ROOT,
                "  first difference: %s, decision %d on %s: %s%n",
                Moment.text(first.timeNanos()),
                first.sequence(),
                CoreView.words(first.trigger()),
                first.quote());
        out.printf(
                Locale.ROOT,
                "  %,d of %,d decisions changed (%.1f %%); of %,d quotes %,d want another price, %,d do otherwise%n",
                result.changed(),
                result.decisions(),
                100.0 * result.changed() / result.decisions(),
                result.quotes(),
                result.moved(),
                result.acted());
        out.printf(
                Locale.ROOT,
                "  wanted farther out: bids %+.3f ticks, asks %+.3f ticks in the mean%n",
                result.bidOutwardTicks(),
                result.askOutwardTicks());
        out.println("  parts of the price that differ: "
                + result.parts().entrySet().stream()
                        .map(part ->
                                String.format(Locale.ROOT, "%s %,d×", CoreView.words(part.getKey()), part.getValue()))
                        .collect(Collectors.joining(", ")));
        result.changes().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(SHOWN)
                .forEach(change -> out.printf(Locale.ROOT, "  %,10d× %s%n", change.getValue(), change.getKey()));
    }

    /** One column of the table. */
    private record Column(String name, String kind, List<Market> markets) {}

    /** Sessions side by side. */
    void closed(List<WhatIfCommand.Played> played, FillModel fills) {
        head();
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("as it was", "recorded", baseline.markets()));
        boolean simulated = false;
        for (WhatIfCommand.Played each : played) {
            parting(each.name(), each.result());
            ClosedLoop.Result control = each.control();
            if (control != null) {
                Column same = new Column("same settings", "simulated", control.markets());
                if (!columns.contains(same)) {
                    columns.add(same);
                }
                columns.add(new Column(each.name(), "simulated", each.result().markets()));
                simulated = true;
            } else {
                columns.add(new Column(each.name(), "recorded", each.result().markets()));
            }
        }
        if (simulated) {
            out.printf(
                    Locale.ROOT,
                    "simulated: fill model %s, %.1f ms to the venue's word of a placement as in the record's median. What the"
                            + " simulation itself changes is between \"as it was\" and \"same settings\";"
                            + " what the settings change is between \"same settings\" and theirs.%n",
                    fills.text(),
                    baseline.ackNanos() / 1e6);
        }
        for (int market = 0; market < baseline.markets().size(); market++) {
            table(columns, market);
        }
    }

    private void parting(String name, ClosedLoop.Result result) {
        Parting parting = result.parting();
        if (parting == null) {
            out.printf(
                    Locale.ROOT,
                    "%s: no difference: all %,d commands are the recorded ones, nothing was simulated%n",
                    name,
                    result.commands());
            return;
        }
        long before = parting.timeNanos() - baseline.firstNanos();
        out.printf(
                Locale.ROOT,
                "%s: first difference at %s, after %s %d: %s instead of %s%n",
                name,
                Moment.text(parting.timeNanos()),
                CoreView.words(parting.trigger()),
                parting.sequence(),
                command(parting.whatIf()),
                command(parting.recorded()));
        out.printf(
                Locale.ROOT,
                "  recorded until then, %.1f s; simulated from there, %.1f s%s%n",
                before / 1e9,
                (baseline.lastNanos() - parting.timeNanos()) / 1e9,
                result.lost() == 0 ? "" : "; " + result.lost() + " open orders could not be taken over");
    }

    private static String command(@Nullable Map<String, String> fields) {
        if (fields == null) {
            return "nothing";
        }
        return fields.entrySet().stream()
                .filter(field -> !field.getKey().matches("timeNanos|market"))
                .map(field ->
                        field.getKey().equals("kind") ? field.getValue() : field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "));
    }

    private void table(List<Column> columns, int index) {
        Instrument instrument = baseline.markets().get(index).instrument();
        out.println();
        heading(instrument.symbol());
        row("", columns, Column::name);
        row("", columns, Column::kind);
        int quote = instrument.quote().scale();
        String money = " " + instrument.quote().code();
        row("P&L," + money, columns, c -> money(c, index, Profit::totalQuanta, quote));
        row("  spread", columns, c -> money(c, index, Profit::spreadQuanta, quote));
        row("  inventory", columns, c -> money(c, index, Profit::inventoryQuanta, quote));
        row("  fees", columns, c -> money(c, index, profit -> -profit.feesQuanta(), quote));
        if (columns.get(0).markets().get(index).instrument().isPerpetual()) {
            row("  funding", columns, c -> money(c, index, Profit::fundingQuanta, quote));
        }
        if (columns.stream().anyMatch(c -> c.kind().equals("simulated"))) {
            row(
                    "  of it until it parted",
                    columns,
                    c -> c.kind().equals("recorded")
                            ? ""
                            : Decimal.text(
                                    c.markets().get(index).recordedProfit().totalQuanta(), quote));
        }
        for (Side side : Side.values()) {
            row(
                    side == Side.BUY ? "bought, fills" : "sold, fills",
                    columns,
                    c -> Integer.toString(c.markets().get(index).figures().fills(side)));
            row(
                    "  " + instrument.base().code(),
                    columns,
                    c -> instrument.quantityText(
                            c.markets().get(index).figures().lots(side)));
        }
        for (int i = 0; i < 3; i++) {
            int horizon = i;
            int seconds =
                    baseline.markets().get(index).figures().markouts().get(i).seconds();
            row(
                    "markout " + seconds + " s, ticks",
                    columns,
                    c -> markout(c.markets().get(index).figures().markouts().get(horizon)));
        }
        int base = instrument.base().scale();
        row(
                "inventory at the end",
                columns,
                c -> Decimal.text(c.markets().get(index).figures().lastInventory(), base));
        row(
                "  least",
                columns,
                c -> Decimal.text(c.markets().get(index).figures().leastInventory(), base));
        row(
                "  most",
                columns,
                c -> Decimal.text(c.markets().get(index).figures().mostInventory(), base));
        row(
                "quotes up, bid",
                columns,
                c -> share(c.markets().get(index).figures().uptime(Side.BUY)));
        row("  ask", columns, c -> share(c.markets().get(index).figures().uptime(Side.SELL)));
        row("  both", columns, c -> share(c.markets().get(index).figures().uptimeBoth()));
        row(
                "decisions",
                columns,
                c -> Long.toString(c.markets().get(index).figures().decisions()));
        for (Action action : Action.values()) {
            row(
                    "  " + CoreView.words(action),
                    columns,
                    c -> Long.toString(
                            c.markets().get(index).figures().actions().getOrDefault(action, 0L)));
        }
        heading("quotes by reason");
        for (Reason reason : Reason.values()) {
            boolean any = columns.stream()
                    .anyMatch(c -> c.markets().get(index).figures().reasons().containsKey(reason));
            if (any) {
                row(
                        "  " + CoreView.words(reason),
                        columns,
                        c -> Long.toString(
                                c.markets().get(index).figures().reasons().getOrDefault(reason, 0L)));
            }
        }
    }

    private static String money(Column column, int market, Function<Profit, Long> part, int scale) {
        return Decimal.text(part.apply(column.markets().get(market).profit()), scale);
    }

    private static String markout(Markout markout) {
        return Double.isNaN(markout.ticks())
                ? "-"
                : String.format(Locale.ROOT, "%+.2f ± %.2f", markout.ticks(), markout.standardError());
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private void row(String name, List<Column> columns, Function<Column, String> cell) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + NAME + "s", name));
        for (Column column : columns) {
            String text = String.format(Locale.ROOT, "%" + CELL + "s", cell.apply(column));
            line.append(column.kind().equals("simulated") ? Paint.CYAN.on(text, colours) : text);
        }
        out.println(line);
    }

    private void heading(String text) {
        out.println(Paint.BOLD.on(text, colours));
    }
}
