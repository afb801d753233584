package dev.flowmaker.daemon.control;

import dev.flowmaker.Redaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param sequence of its record in the journal; 0 when it was refused
 * @param confirmed whether the venue confirmed what was asked; null when there is nothing to confirm
 * @param text in words
 * @param reasons why it was refused, one line each
 */
public record ControlAnswer(long sequence, @Nullable Boolean confirmed, String text, List<String> reasons) {
    static ControlAnswer refused(List<String> reasons) {
        return new ControlAnswer(
                0, null, "refused", reasons.stream().map(Redaction::clean).toList());
    }

    /** As sent. */
    String wire() {
        StringBuilder out = new StringBuilder();
        if (sequence > 0) {
            out.append("accepted ").append(sequence).append('\n');
        }
        reasons.forEach(reason -> out.append("refused ").append(reason).append('\n'));
        if (confirmed != null) {
            out.append(confirmed ? "confirmed " : "unconfirmed ").append(text).append('\n');
        }
        return out.append("end\n").toString();
    }

    /** What was sent. */
    static ControlAnswer parse(List<String> lines) {
        long sequence = 0;
        Boolean confirmed = null;
        String text = "";
        java.util.ArrayList<String> reasons = new java.util.ArrayList<>();
        for (String line : lines) {
            int space = line.indexOf(' ');
            String value = space < 0 ? "" : line.substring(space + 1);
            switch (space < 0 ? line : line.substring(0, space)) {
                case "accepted" -> sequence = Long.parseLong(value);
                case "refused" -> reasons.add(value);
                case "confirmed", "unconfirmed" -> {
                    confirmed = line.startsWith("confirmed");
                    text = value;
                }
                default -> reasons.add(line);
            }
        }
        return new ControlAnswer(sequence, confirmed, text, List.copyOf(reasons));
    }
}
