package dev.flowmaker.research.backtest;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.capture.TextFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A post-only order that is sent at a time, whatever the market does.
 *
 * @param id of its own, from 1
 * @param sentNanos when it leaves, UTC nanoseconds
 * @param cancelNanos when its cancel leaves; 0 for never
 */
public record ScriptedOrder(long id, long sentNanos, Side side, long priceTicks, long lots, long cancelNanos) {
    /** First line of a file of them. */
    public static final String HEADER = "id,sent_ns,side,price,quantity,cancel_ns";

    private static final int FIELDS = 6;

    /**
     * Reads a file, gzip or plain, of lines as {@link #HEADER} says: side is buy or sell, price and quantity are decimals.
     *
     * @throws BacktestException with file and line where it is wrong
     */
    public static List<ScriptedOrder> read(Path file, Instrument instrument) {
        List<ScriptedOrder> orders = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        try (TextFile text = new TextFile(file)) {
            String header = text.next();
            if (header == null || !header.strip().equals(HEADER)) {
                throw new BacktestException(file + ":1: the first line must be " + HEADER);
            }
            for (String row = text.next(); row != null; row = text.next()) {
                if (!row.isBlank()) {
                    ScriptedOrder order = parse(row.strip(), instrument, file + ":" + text.line() + ": ");
                    if (!ids.add(order.id)) {
                        throw new BacktestException(file + ":" + text.line() + ": id " + order.id + " is there twice");
                    }
                    orders.add(order);
                }
            }
        }
        return orders;
    }

    private static ScriptedOrder parse(String row, Instrument instrument, String place) {
        String[] fields = row.split(",", -1);
        if (fields.length != FIELDS) {
            throw new BacktestException(place + "has " + fields.length + " fields, not " + FIELDS + ": " + HEADER);
        }
        long sent = whole(fields[1], place);
        long cancel = whole(fields[5], place);
        if (cancel != 0 && cancel < sent) {
            throw new BacktestException(place + "is canceled before it is sent");
        }
        Side side = switch (fields[2]) {
            case "buy" -> Side.BUY;
            case "sell" -> Side.SELL;
            default -> throw new BacktestException(place + "'" + fields[2] + "' is neither buy nor sell");
        };
        return new ScriptedOrder(
                whole(fields[0], place),
                sent,
                side,
                units(fields[3], instrument.tick(), place),
                units(fields[4], instrument.lot(), place),
                cancel);
    }

    private static long whole(String field, String place) {
        try {
            long value = Long.parseLong(field);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException reportedBelow) {
            // said in the same words as one below 0
        }
        throw new BacktestException(place + "'" + field + "' is not a whole number from 0");
    }

    private static long units(String field, Decimal unit, String place) {
        try {
            BigDecimal value = new BigDecimal(field);
            long units = value.divide(new BigDecimal(unit.toString())).longValueExact();
            if (units > 0) {
                return units;
            }
        } catch (ArithmeticException | NumberFormatException reportedBelow) {
            // said in the same words as one that is not above 0
        }
        throw new BacktestException(place + "'" + field + "' is not a multiple of " + unit + " above 0");
    }
}
