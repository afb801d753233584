package dev.flowmaker.cli;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelCause;
import dev.flowmaker.core.engine.NoticeCode;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.NotSentReason;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.risk.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record names an order, a side, an action and a reason. Of a decision one quote must name all of them. Reasons
 * are those of quotes, of risk, of refusals and of ends, and the codes of notices. The levels of books have no side here.
 */
final class FieldMatch implements FieldVisitor {
    private static final Set<String> REASONS = Set.of("reason", "verdict", "cause", "code", "reset");
    private static final Set<String> SIDES = Set.of("side", "aggressor");
    private static final int ORDER = 1;
    private static final int SIDE = 2;
    private static final int ACTION = 4;
    private static final int REASON = 8;

    private final @Nullable Long order;
    private final @Nullable Side side;
    private final @Nullable String action;
    private final @Nullable String reason;
    private final int wanted;

    private int outside;
    private int inside;
    /** Groups the visit is in. */
    private int depth;

    private boolean inLevels;
    private boolean found;

    /** @throws IllegalArgumentException for a word that is none, with those that are */
    FieldMatch(@Nullable Long order, @Nullable String side, @Nullable String action, @Nullable String reason) {
        this.order = order;
        this.side = side == null ? null : side(side);
        this.action = action == null ? null : one("--action", action, names(Action.values()));
        this.reason = reason == null ? null : one("--reason", reason, reasons());
        wanted = (order == null ? 0 : ORDER)
                | (side == null ? 0 : SIDE)
                | (action == null ? 0 : ACTION)
                | (reason == null ? 0 : REASON);
    }

    private static Side side(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "bid", "buy" -> Side.BUY;
            case "ask", "sell" -> Side.SELL;
            default -> throw new IllegalArgumentException("--side: no side '" + text + "'; one of buy, sell, bid, ask");
        };
    }

    private static String one(String option, String text, Set<String> known) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        if (!known.contains(name)) {
            throw new IllegalArgumentException(option + ": no " + option.substring(2) + " '" + text + "'; one of "
                    + String.join(", ", known).toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return name;
    }

    private static Set<String> names(Enum<?>[] values) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(values).map(Enum::name).forEach(names::add);
        return names;
    }

    private static Set<String> reasons() {
        Set<String> names = new TreeSet<>();
        for (Enum<?>[] values : List.<Enum<?>[]>of(
                Reason.values(),
                Verdict.values(),
                RejectReason.values(),
                CancelReason.values(),
                CancelCause.values(),
                NotSentReason.values(),
                StopReason.values(),
                ResetReason.values(),
                NoticeCode.values())) {
            names.addAll(names(values));
        }
        names.removeAll(Set.of("NONE", "NOT_CHECKED"));
        return names;
    }

    /** Whether anything is asked for at all. */
    boolean asks() {
        return wanted != 0;
    }

    boolean matches(Message message) {
        outside = 0;
        depth = 0;
        inLevels = false;
        found = false;
        message.describe(this);
        return found || outside == wanted;
    }

    private void saw(int what) {
        if (depth == 0) {
            outside |= what;
        } else if (!inLevels) {
            inside |= what;
        }
    }

    @Override
    public void int64(String name, long value) {
        if (order != null && name.equals("orderId") && value == order) {
            saw(ORDER);
        }
    }

    @Override
    public void symbol(String name, Enum<?> value) {
        if (side == value && SIDES.contains(name)) {
            saw(SIDE);
        }
        if (action != null && name.equals("action") && value.name().equals(action)) {
            saw(ACTION);
        }
        if (reason != null && REASONS.contains(name) && value.name().equals(reason)) {
            saw(REASON);
        }
    }

    @Override
    public void real(String name, double value) {}

    @Override
    public void flag(String name, boolean value) {}

    @Override
    public void text(String name, String value) {}

    @Override
    public void beginGroup(String name, int count) {
        depth++;
        inLevels = name.equals("levels");
    }

    @Override
    public void beginItem(int index) {
        if (depth == 1) {
            inside = 0;
        }
    }

    @Override
    public void endItem() {
        if (depth == 1) {
            found |= (outside | inside) == wanted;
        }
    }

    @Override
    public void endGroup() {
        depth--;
    }
}
