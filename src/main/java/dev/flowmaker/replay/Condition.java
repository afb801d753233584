package dev.flowmaker.replay;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.risk.Verdict;
import dev.flowmaker.journal.FieldList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a record must be for a replay to stop at it: all of some {@code key=value}. Of a decision, one of its quotes must
 * have all that is asked of a quote.
 */
public final class Condition {
    private static final String KEYS = "kind, market, side, level, action, reason, verdict, order";

    private @Nullable MessageKind kind;
    private @Nullable String market;
    private @Nullable Side side;
    private @Nullable Action action;
    private @Nullable Reason reason;
    private @Nullable Verdict verdict;
    private @Nullable String otherReason;
    private int level = -1;
    private long order;
    private boolean ofQuote;

    private Condition() {}

    /**
     * Reads {@code side=bid,action=cancel,reason=STALE_BOOK}.
     *
     * @throws IllegalArgumentException that names what could be said instead
     */
    public static Condition parse(String text) {
        Condition condition = new Condition();
        for (String each : text.split(",", -1)) {
            int equals = each.indexOf('=');
            if (equals <= 0 || equals == each.length() - 1) {
                throw new IllegalArgumentException("'" + each + "' is no KEY=VALUE; keys are " + KEYS);
            }
            condition.put(
                    each.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                    each.substring(equals + 1).strip());
        }
        if (condition.reason == null && condition.otherReason != null) {
            condition.requireReason();
        }
        return condition;
    }

    private void put(String key, String value) {
        switch (key) {
            case "kind" -> kind = one(key, value, MessageKind.values());
            case "market" -> market = value;
            case "side" -> side = side(value);
            case "action" -> action = one(key, value, Action.values());
            case "reason" -> {
                otherReason = name(value);
                reason = Arrays.stream(Reason.values())
                        .filter(known -> known.name().equals(name(value)))
                        .findFirst()
                        .orElse(null);
            }
            case "verdict" -> verdict = one(key, value, Verdict.values());
            case "level" -> level = (int) number(key, value, 1_000);
            case "order" -> order = number(key, value, Long.MAX_VALUE);
            default -> throw new IllegalArgumentException("'" + key + "' is no key; keys are " + KEYS);
        }
        ofQuote |= !key.equals("kind") && !key.equals("market");
    }

    /** Of records other than decisions reasons have names of their own. */
    private void requireReason() {
        if (kind == null || kind == MessageKind.DECISION) {
            one("reason", String.valueOf(otherReason), Reason.values());
        }
    }

    private static Side side(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "bid", "buy" -> Side.BUY;
            case "ask", "sell" -> Side.SELL;
            default -> throw new IllegalArgumentException("side '" + value + "' is neither bid nor ask");
        };
    }

    private static long number(String key, String value, long most) {
        try {
            long number = Long.parseLong(value);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(key + " '" + value + "' is no number from 0 to " + most);
    }

    private static String name(String value) {
        return value.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static <E extends Enum<E>> E one(String key, String value, E[] all) {
        for (E each : all) {
            if (each.name().equals(name(value))) {
                return each;
            }
        }
        throw new IllegalArgumentException("no " + key + " '" + value + "'; one of "
                + Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", ")));
    }

    /** Whether records of this kind need to be looked at. */
    public boolean concerns(MessageKind of) {
        return kind == null ? of == MessageKind.DECISION : of == kind;
    }

    /**
     * Whether the record is such a one.
     *
     * @param symbols of the session's markets, by index
     */
    public boolean matches(Message message, List<String> symbols) {
        if (!concerns(message.kind()) || !ofMarket(message.market, symbols)) {
            return false;
        }
        if (message instanceof Decision decision) {
            return !ofQuote || anyQuote(decision);
        }
        Map<String, String> fields = FieldList.of(message);
        return (side == null || side.name().equals(fields.get("side")))
                && (level < 0 || Integer.toString(level).equals(fields.get("level")))
                && (order == 0 || Long.toString(order).equals(fields.get("orderId")))
                && (action == null || action.name().equals(fields.get("action")))
                && verdict == null
                && (otherReason == null || isReason(fields));
    }

    private boolean isReason(Map<String, String> fields) {
        return List.of("reason", "cause", "code", "reset").stream()
                .anyMatch(field -> String.valueOf(otherReason).equals(fields.get(field)));
    }

    private boolean ofMarket(int index, List<String> symbols) {
        return market == null
                || (index >= 0 && index < symbols.size() && symbols.get(index).equals(market));
    }

    private boolean anyQuote(Decision decision) {
        for (int i = 0; i < decision.quotes(); i++) {
            QuoteLine quote = decision.quote(i);
            if ((side == null || quote.side == side)
                    && (level < 0 || quote.level == level)
                    && (action == null || quote.action == action)
                    && (reason == null || quote.reason == reason)
                    && (verdict == null || quote.verdict == verdict)
                    && (order == 0 || quote.orderId == order)) {
                return true;
            }
        }
        return false;
    }
}
