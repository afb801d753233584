package dev.flowmaker.journal;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.SessionStarted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record as one line, text or JSON. Integers stay as recorded; where the session's instruments tell the unit, the
 * decimal stands next to them: {@code priceTicks=42 (0.42)}, or {@code "priceTicks":42,"priceTicksDecimal":"0.42"}.
 */
public abstract class FieldPrinter implements FieldVisitor {
    final StringBuilder line = new StringBuilder();
    private final Units units = new Units();
    private int market;
    private int asset;

    public static FieldPrinter text() {
        return text(false);
    }

    /**
     * As text.
     *
     * @param colours whether for a terminal that shows them
     */
    public static FieldPrinter text(boolean colours) {
        return new TextPrinter(colours);
    }

    public static FieldPrinter json() {
        return new JsonPrinter();
    }

    /** {@code value} as a JSON string. */
    public static String quoted(String value) {
        StringBuilder out = new StringBuilder();
        JsonPrinter.quote(out, value);
        return out.toString();
    }

    /** Learns the units from a session's first record without printing it. */
    public final void learn(Message message) {
        if (message instanceof SessionStarted started) {
            units.session(started);
        }
    }

    /** The record as one line, without its end. */
    public final String line(Message message) {
        learn(message);
        line.setLength(0);
        market = message.market;
        asset = -1;
        header(message, Instant.EPOCH.plusNanos(message.timeNanos).toString(), units.symbol(market));
        if (message.kind() == MessageKind.BALANCE || message.kind() == MessageKind.FILL) {
            // The asset is named after or before its quanta: look first.
            message.describe(new AssetFinder());
        }
        message.describe(this);
        footer();
        return line.toString();
    }

    abstract void header(Message message, String time, String symbol);

    abstract void footer();

    /** A field with its decimal, if it has one. */
    abstract void number(String name, long value, @Nullable String decimal);

    @Override
    public final void int64(String name, long value) {
        number(name, value, units.decimal(name, value, market, asset));
    }

    /** Finds the asset that a message's quanta are of. */
    private final class AssetFinder implements FieldVisitor {
        @Override
        public void int64(String name, long value) {
            if (name.equals("asset") || name.equals("feeAsset")) {
                asset = (int) value;
            }
        }

        @Override
        public void real(String name, double value) {}

        @Override
        public void flag(String name, boolean value) {}

        @Override
        public void symbol(String name, Enum<?> value) {}

        @Override
        public void text(String name, String value) {}

        @Override
        public void beginGroup(String name, int count) {}

        @Override
        public void beginItem(int index) {}

        @Override
        public void endItem() {}

        @Override
        public void endGroup() {}
    }
}
