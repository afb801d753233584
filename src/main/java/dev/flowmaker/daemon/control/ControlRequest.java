package dev.flowmaker.daemon.control;

import dev.flowmaker.core.event.OperatorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an operator asks, as lines of a word and its value:
 *
 * <pre>
 * flowmaker-control 1
 * action set
 * market BTC/USDT
 * set quote.half-spread=3 bps
 * reason wide news
 * end
 * </pre>
 *
 * @param market its symbol; empty for all
 * @param limit FLATTEN: worst price, as text; empty for none
 * @param maxSlippage FLATTEN: farthest from the mid, as text; empty for none
 * @param settings SET: each {@code key=value}
 * @param reason in the operator's words
 * @param waitSeconds how long the answer may wait for the venue
 */
public record ControlRequest(
        OperatorAction action,
        String market,
        String limit,
        String maxSlippage,
        List<String> settings,
        String reason,
        int waitSeconds) {
    static final String GREETING = "flowmaker-control 1";
    static final String END = "end";
    private static final int MOST_LINES = 200;
    private static final int MOST_WAIT = 600;

    /** As sent. */
    public String text() {
        StringBuilder text = new StringBuilder(GREETING).append('\n');
        line(text, "action", action.name().toLowerCase(Locale.ROOT));
        line(text, "market", market);
        line(text, "limit", limit);
        line(text, "max-slippage", maxSlippage);
        settings.forEach(each -> line(text, "set", each));
        line(text, "reason", reason);
        line(text, "wait", Integer.toString(waitSeconds));
        return text.append(END).append('\n').toString();
    }

    private static void line(StringBuilder text, String word, String value) {
        if (!value.isEmpty()) {
            text.append(word)
                    .append(' ')
                    .append(value.replaceAll("\\p{Cntrl}", " "))
                    .append('\n');
        }
    }

    /** What was sent; throws IllegalArgumentException with the reason when it is nothing we know. */
    static ControlRequest parse(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).equals(GREETING)) {
            throw new IllegalArgumentException("this socket speaks \"" + GREETING + "\": use the same flowmaker");
        }
        if (lines.size() > MOST_LINES) {
            throw new IllegalArgumentException("more than " + MOST_LINES + " lines");
        }
        OperatorAction action = null;
        String market = "";
        String limit = "";
        String slippage = "";
        String reason = "";
        int wait = 0;
        List<String> settings = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            String word = space < 0 ? line : line.substring(0, space);
            String value = space < 0 ? "" : line.substring(space + 1).strip();
            switch (word) {
                case "action" -> action = action(value);
                case "market" -> market = value;
                case "limit" -> limit = value;
                case "max-slippage" -> slippage = value;
                case "set" -> settings.add(value);
                case "reason" -> reason = value;
                case "wait" -> wait = seconds(value);
                default -> throw new IllegalArgumentException("no such word: " + word);
            }
        }
        if (action == null) {
            throw new IllegalArgumentException("no action");
        }
        return new ControlRequest(action, market, limit, slippage, List.copyOf(settings), reason, wait);
    }

    private static OperatorAction action(String word) {
        return switch (word) {
            case "halt" -> OperatorAction.HALT;
            case "resume" -> OperatorAction.RESUME;
            case "flatten" -> OperatorAction.FLATTEN;
            case "set" -> OperatorAction.SET;
            default -> throw new IllegalArgumentException("no such action: " + word);
        };
    }

    private static int seconds(String value) {
        if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) > MOST_WAIT) {
            throw new IllegalArgumentException("wait takes 0 to " + MOST_WAIT + " seconds");
        }
        return Integer.parseInt(value);
    }
}
