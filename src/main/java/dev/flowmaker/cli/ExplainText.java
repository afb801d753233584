package dev.flowmaker.cli;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.core.risk.Verdict;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.replay.CoreView;
import dev.flowmaker.replay.Ticks;
import dev.flowmaker.replay.explain.CheckText;
import dev.flowmaker.replay.explain.Explanation;
import dev.flowmaker.replay.explain.Explanation.Check;
import dev.flowmaker.replay.explain.Explanation.Fill;
import dev.flowmaker.replay.explain.Explanation.Kept;
import dev.flowmaker.replay.explain.Explanation.Level;
import dev.flowmaker.replay.explain.Explanation.Life;
import dev.flowmaker.replay.explain.Explanation.Part;
import dev.flowmaker.replay.explain.Explanation.Scene;
import dev.flowmaker.replay.explain.Explanation.Signal;
import dev.flowmaker.replay.explain.Explanation.Slot;
import dev.flowmaker.replay.explain.Explanation.Taken;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An explanation for people. */
final class ExplainText {
    private static final int NAME = 30;
    private static final int NUMBER = 20;
    private static final int LONGEST = 160;
    private static final int[] HORIZONS = {1, 10, 60};

    private final PrintWriter out;
    private final boolean colours;
    private final Explanation all;
    private final Instrument instrument;

    ExplainText(PrintWriter out, boolean colours, Explanation explanation) {
        this.out = out;
        this.colours = colours;
        this.all = explanation;
        this.instrument = explanation.instrument();
    }

    void print() {
        out.println(Paint.BOLD.on(all.asked() + "  " + instrument.symbol(), colours) + "  " + all.session());
        out.println(Moment.text(all.timeNanos()) + "  decision " + all.sequence() + ", caused by "
                + CoreView.words(all.trigger()));
        if (!all.input().isEmpty()) {
            String input =
                    all.input().length() <= LONGEST ? all.input() : all.input().substring(0, LONGEST) + "…";
            out.println(Paint.DIM.on("  " + input, colours));
        }
        all.notes().forEach(note -> out.println(Paint.YELLOW.on("note: " + note, colours)));
        market();
        all.slots().forEach(this::slot);
    }

    private void market() {
        Scene scene = all.scene();
        heading("the market then, our orders taken out");
        line("best bid", level(scene.bidTicks(), scene.bidLots()));
        line("best ask", level(scene.askTicks(), scene.askLots()));
        if (scene.microTicks() != Instrument.NO_PRICE) {
            line("micro-price, by the queues", Ticks.price(scene.microTicks(), instrument));
        }
        line("volatility", number(scene.volatility(), "ticks per √s"));
        if (scene.intensity() > 0) {
            line(
                    "fill intensity",
                    number(scene.intensity(), "per s at the mid") + ", decay "
                            + number(scene.intensityDecay(), "per tick"));
        }
        line(
                "inventory from target",
                Decimal.text(scene.inventoryQuanta(), instrument.base().scale()) + " "
                        + instrument.base().code());
        line(
                "expected markout against us",
                "a buy " + Ticks.text(scene.buyMarkoutMicroTicks()) + ", a sell "
                        + Ticks.text(scene.sellMarkoutMicroTicks()) + " ticks");
        if (!scene.book().isEmpty()) {
            book(scene);
        }
    }

    private void book(Scene scene) {
        out.printf(
                Locale.ROOT, "  %14s %12s %14s   %-14s %-12s %s%n", "ours", "others", "bid", "ask", "others", "ours");
        for (Level level : scene.book()) {
            out.printf(
                    Locale.ROOT,
                    "  %14s %12s %14s   %-14s %-12s %s%n",
                    own(level.ownBidLots()),
                    lots(level.bidTicks(), level.bidLots()),
                    price(level.bidTicks()),
                    price(level.askTicks()),
                    lots(level.askTicks(), level.askLots()),
                    own(level.ownAskLots()));
        }
    }

    private String own(long lots) {
        return lots == 0 ? "" : instrument.quantityText(lots);
    }

    private String lots(long ticks, long lots) {
        return ticks == Instrument.NO_PRICE ? "" : instrument.quantityText(lots);
    }

    private String price(long ticks) {
        return ticks == Instrument.NO_PRICE ? "" : instrument.priceText(ticks);
    }

    private String level(long ticks, long lots) {
        return ticks == Instrument.NO_PRICE
                ? "none"
                : instrument.priceText(ticks) + " × " + instrument.quantityText(lots);
    }

    private void slot(Slot slot) {
        String name = QuoteText.name(slot.side()) + " " + slot.level();
        out.println();
        out.println(Paint.CYAN.on(name + ": " + doing(slot), colours) + ", " + slot.why());
        if (slot.since() != 0) {
            out.println("  no quote for this reason since " + Moment.text(slot.since()) + ", for "
                    + seconds(all.timeNanos() - slot.since()));
        }
        if (slot.priceTicks() != Instrument.NO_PRICE) {
            sum(slot, name);
        }
        checks(slot);
        Life life = slot.life();
        if (slot.before() != null) {
            life(slot.before(), "the order it replaced");
        }
        if (life != null) {
            life(life, slot.action() == Action.PLACE ? "what became of it" : "the order there");
        } else if (slot.orderId() != 0) {
            out.println("  order " + slot.orderId() + " was placed before this journal begins");
        }
    }

    private static String doing(Slot slot) {
        return switch (slot.action()) {
            case KEEP -> "kept";
            case PLACE -> "placed";
            case CANCEL -> "canceled";
            case REPLACE -> "taken away to be replaced";
            case SUPPRESS -> "no quote";
        };
    }

    private void sum(Slot slot, String name) {
        String standing = slot.workingLots() == 0
                ? ""
                : "; the order stands at " + instrument.priceText(slot.workingTicks()) + " × "
                        + instrument.quantityText(slot.workingLots());
        heading("the price wanted, part by part" + standing);
        row("", "ticks", instrument.quote().code());
        long fair = 0;
        boolean fairDone = false;
        for (Part part : slot.parts()) {
            if (!fairDone && part.kind() == PartKind.HALF_SPREAD) {
                row("= fair value", Ticks.text(fair), Ticks.price(fair, instrument));
                fairDone = true;
            }
            row(partName(part.kind()), Ticks.text(part.microTicks()), Ticks.price(part.microTicks(), instrument));
            fair += part.microTicks();
            if (part.kind() == PartKind.ALPHA) {
                all.scene().signals().forEach(this::signal);
            }
        }
        String total = "= " + name;
        out.println(Paint.BOLD.on(
                        String.format(
                                Locale.ROOT,
                                "  %-" + NAME + "s%" + NUMBER + "s%" + NUMBER + "s",
                                total,
                                slot.priceTicks(),
                                instrument.priceText(slot.priceTicks())),
                        colours)
                + " × " + instrument.quantityText(slot.lots()) + " "
                + instrument.base().code());
        if (!slot.exact()) {
            out.println(Paint.RED.on("  the parts do not add up to the price: the record was altered", colours));
        }
    }

    private void signal(Signal signal) {
        if (signal.kind() == SignalKind.ALPHA_CAP) {
            if (signal.microTicks() != 0) {
                out.printf(Locale.ROOT, "    of it, the cap took%21s%n", Ticks.text(signal.microTicks()));
            }
            return;
        }
        String name = CoreView.words(signal.kind()) + (signal.rank() == 0 ? "" : " " + signal.rank());
        out.println(Paint.DIM.on(
                String.format(
                        Locale.ROOT,
                        "    of it, %-26s%15s  = %+.4f × %.4f ticks",
                        name,
                        Ticks.text(signal.microTicks()),
                        signal.value(),
                        signal.weight() / 1e6),
                colours));
    }

    private static String partName(PartKind kind) {
        return switch (kind) {
            case MID -> "mid";
            case ALPHA -> "alpha, the signals";
            case DRIFT -> "drift of the model";
            case INVENTORY -> "inventory";
            case HALF_SPREAD -> "half-spread";
            case VOLATILITY -> "volatility";
            case QUEUE -> "queues at the touch";
            case FEE_FLOOR -> "fee floor";
            case ADVERSE_SELECTION -> "adverse selection";
            case LEVEL_OFFSET -> "level offset";
            case BREAKER -> "breaker";
            case PRICE_LIMIT -> "operator's price limit";
            case POST_ONLY -> "not to cross the other side";
            case ROUNDING -> "rounding to a tick";
        };
    }

    private void checks(Slot slot) {
        if (slot.checks().isEmpty()) {
            return;
        }
        heading("risk checks of " + instrument.priceText(slot.checkedTicks()));
        for (Check check : slot.checks()) {
            String text = String.format(
                    Locale.ROOT,
                    "  %-6s%-32s%20s  %s %s",
                    check.passed() ? "pass" : "FAIL",
                    CheckText.name(check.check()),
                    CheckText.value(check.check(), check.observed(), slot.side(), instrument),
                    CheckText.relation(check.check(), check.limit(), slot.side(), instrument),
                    CheckText.value(check.check(), check.limit(), slot.side(), instrument));
            out.println(check.passed() ? text : Paint.RED.on(text, colours));
        }
        if (slot.verdict() == Verdict.PASS && slot.checks().stream().anyMatch(check -> !check.passed())) {
            out.println("  the record says all passed: this build's limits are others");
        }
    }

    private void life(Life life, String title) {
        heading(title + ": order " + life.orderId() + " (" + life.clientId() + ")");
        time(
                "placed",
                life.placedNanos(),
                life.placedNanos(),
                instrument.priceText(life.priceTicks()) + " × " + instrument.quantityText(life.lots()));
        if (life.acceptedNanos() != 0) {
            time("on the book", life.acceptedNanos(), life.placedNanos(), "when the venue's word was here");
        } else {
            line("on the book", "the venue never said so");
        }
        if (life.queue() != null) {
            line(
                    "in its queue",
                    "at most " + instrument.quantityText(life.queue().atAccept()) + " before it at first, "
                            + instrument.quantityText(life.queue().atEnd()) + " at the end; "
                            + instrument.quantityText(life.queue().traded()) + " traded at its price");
        }
        for (Kept kept : life.kept()) {
            line(
                    "kept " + String.format(Locale.ROOT, "%,d×", kept.count()),
                    CoreView.words(kept.reason()) + ", " + seconds(kept.firstNanos() - life.placedNanos()) + " to "
                            + seconds(kept.lastNanos() - life.placedNanos()) + " after its placement");
        }
        for (Fill fill : life.fills()) {
            fill(fill, life);
        }
        Taken taken = life.taken();
        if (taken != null) {
            time(
                    taken.action() == Action.REPLACE ? "taken away to be replaced" : "canceled",
                    taken.timeNanos(),
                    life.placedNanos(),
                    taken.why()
                            + (taken.wantedTicks() == Instrument.NO_PRICE
                                    ? ""
                                    : "; wanted " + instrument.priceText(taken.wantedTicks()))
                            + " (decision " + taken.sequence() + ")");
        }
        if (life.end().isEmpty()) {
            line("end", "it had not ended as far as was read");
        } else {
            time(life.end(), life.endNanos(), life.placedNanos(), "");
        }
    }

    private void fill(Fill fill, Life life) {
        StringBuilder after = new StringBuilder();
        for (int i = 0; i < HORIZONS.length; i++) {
            after.append(i == 0 ? "" : ", ")
                    .append(ticks(fill.markouts().get(i)))
                    .append(" after ")
                    .append(HORIZONS[i])
                    .append(" s");
        }
        time(
                "filled, trade " + fill.tradeId(),
                fill.timeNanos(),
                life.placedNanos(),
                instrument.priceText(fill.priceTicks()) + " × " + instrument.quantityText(fill.lots()) + " as "
                        + (fill.maker() ? "maker" : "taker") + ", fee " + fill.fee());
        line("", "mid from its price, ticks our way: " + ticks(fill.edgeTicks()) + " then, " + after);
    }

    private static String ticks(double ticks) {
        return Double.isNaN(ticks) ? "unknown" : String.format(Locale.ROOT, "%+.1f", ticks);
    }

    private void time(String what, long nanos, long since, String text) {
        String later = nanos == since ? "" : " (+" + seconds(nanos - since) + ")";
        line(what, Moment.text(nanos).substring(11) + later + (text.isEmpty() ? "" : "  " + text));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    private static String number(double value, String unit) {
        return value == 0 ? "not known" : String.format(Locale.ROOT, "%.4f %s", value, unit);
    }

    private void row(String name, String ticks, String price) {
        out.printf(Locale.ROOT, "  %-" + NAME + "s%" + NUMBER + "s%" + NUMBER + "s%n", name, ticks, price);
    }

    private void line(String name, @Nullable String text) {
        out.printf(Locale.ROOT, "  %-" + NAME + "s%s%n", name, text);
    }

    private void heading(String text) {
        out.println(Paint.BOLD.on(text, colours));
    }
}
