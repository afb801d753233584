package dev.flowmaker.report.export;

import dev.flowmaker.core.quote.PartKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of an export. Columns are only ever added, at the end. */
public final class Schema {
    static final Table SESSIONS = new Table(
            "sessions",
            "A row for each session, from its first record there is.",
            columns(
                    int64("epoch", "number of the session"),
                    int64("sequence", "of its first record here"),
                    time("time", "of that record"),
                    int64("time_nanos", "the same, nanoseconds since 1970 UTC"),
                    text("name", "the daemon's"),
                    text("mode", "who fills the orders: sim, paper, testnet, live, backtest, virtual"),
                    text("version", "of flowmaker that wrote it"),
                    text("jdk", "it ran on"),
                    text("configuration", "the effective one as JSON, secrets left out")));

    static final Table INSTRUMENTS = new Table(
            "instruments",
            "A row for each market of each session.",
            columns(
                    int64("epoch", "number of the session"),
                    int64("market", "index in the session"),
                    text("symbol", "such as BTC/USDT"),
                    text("venue_symbol", "what the venue calls it"),
                    text("base", "asset bought and sold"),
                    text("quote", "asset paid, and that money is counted in"),
                    text("kind", "spot, linear or inverse"),
                    text("tick", "one tick of price, an exact decimal"),
                    text("lot", "one lot of quantity, an exact decimal"),
                    text("contract_size", "of a perpetual, an exact decimal; 1 of a spot market"),
                    int64("base_scale", "a quantum of the base asset is 10 to the power of minus this"),
                    int64("quote_scale", "the same of the quote asset"),
                    int64("maker_fee_ppb", "commission, billionths of the value"),
                    int64("taker_fee_ppb", "the same of a taker")));

    static final Table BOOKS = table(
            "books",
            "A row for each changed level of each frame of the book; a frame without one has a row without a side. Frames"
                    + " apply in order of `sequence`; `reset` other than `none` forgets the book first.",
            venueTime(),
            receiveTime(),
            int64("update_id", "the venue's id of the last change in the frame; 0 when it has none"),
            text("reset", "`none`, or why the book begins anew"),
            maybe(text("side", "`buy` for bids, `sell` for asks")),
            maybe(int64("price_ticks", "of the level")),
            maybe(real("price", "the same in quote")),
            maybe(int64("lots", "now there; 0 removes the level")),
            maybe(real("quantity", "the same in base")));

    static final Table TOUCHES = table(
            "touches",
            "A row for each message of the faster feed of best prices.",
            venueTime(),
            receiveTime(),
            int64("update_id", "the venue's id of the change after which the touch was this"),
            maybe(int64("bid_ticks", "best bid")),
            int64("bid_lots", "quantity there"),
            maybe(int64("ask_ticks", "best ask")),
            int64("ask_lots", "quantity there"));

    static final Table TRADES = table(
            "trades",
            "A row for each public trade.",
            venueTime(),
            receiveTime(),
            int64("trade_id", "the venue's"),
            text("aggressor", "who took: `buy` or `sell`"),
            int64("price_ticks", "price"),
            real("price", "the same in quote"),
            int64("lots", "quantity"),
            real("quantity", "the same in base"));

    static final Table DECISIONS = table(
            "decisions",
            "A row for each quoting evaluation, also when nothing changed.",
            cause(),
            text("trigger", "kind of input that led to it"),
            maybe(int64("bid_ticks", "best bid without our own orders")),
            int64("bid_lots", "quantity there"),
            maybe(int64("ask_ticks", "best ask without our own orders")),
            int64("ask_lots", "quantity there"),
            maybe(int64("mid_half_ticks", "bid plus ask: the mid in half ticks, which markouts are taken from")),
            maybe(real("mid", "the same in quote")),
            int64("fair_micro_ticks", "fair value, millionths of a tick; 0 when there was none"),
            int64("alpha_micro_ticks", "shift of it by all signals, millionths of a tick"),
            int64("flow_lots", "best-level order flow of the last frame"),
            real("volatility", "ticks per square root of a second; 0 while it is not known"),
            real("intensity", "A of the fill intensity, per second"),
            real("intensity_decay", "k of it, per tick"),
            int64("inventory_quanta", "base held beyond the target, quanta"),
            real("inventory", "the same in base"),
            int64("buy_markout_micro_ticks", "expected against a buy of ours"),
            int64("sell_markout_micro_ticks", "expected against a sell of ours"));

    static final Table QUOTES = table("quotes", "A row for each side and level of each decision.", quotes());

    static final Table SIGNALS = table(
            "signals",
            "A row for each signal of each decision; `sequence` is the decision's.",
            text("kind", "which signal"),
            int64("rank", "of a signal that has a row for each, 0 the best"),
            real("value", "in the signal's own unit"),
            real("weight", "millionths of a tick per unit"),
            int64("micro_ticks", "what it added to the fair value, millionths of a tick"),
            real("confidence", "rolling R² out of sample"));

    static final Table ORDERS = table(
            "orders",
            "A row for each order of ours whose placement is in the journal; `sequence` and `time` are the placement's.",
            int64("order_id", "ours: the session's number in the upper, its own in the lower 32 bits"),
            text("side", "`buy` or `sell`"),
            int64("price_ticks", "limit"),
            real("price", "the same in quote"),
            int64("lots", "ordered"),
            real("quantity", "the same in base"),
            bool("post_only", "refuse instead of taking"),
            maybe(int64("accepted_nanos", "record that the venue has it, nanoseconds since 1970 UTC")),
            maybe(int64("cancel_sent_nanos", "first cancel that was sent")),
            maybe(int64("ended_nanos", "record of its end")),
            text("end", "`filled`, `canceled`, `rejected`, `not sent`, or `open` at the journal's end"),
            int64("filled_lots", "traded"),
            int64("fills", "trades"));

    static final Table FILLS = table(
            "fills",
            "A row for each trade of our orders, the first time it is told.",
            venueTime(),
            int64("order_id", "ours; 0 of an order of somebody else on the account"),
            int64("trade_id", "the venue's"),
            text("side", "our order's"),
            int64("price_ticks", "price"),
            real("price", "the same in quote"),
            int64("lots", "quantity"),
            real("quantity", "the same in base"),
            int64("notional_quanta", "value, quanta of the quote asset"),
            text("liquidity", "`maker`, `taker`, `liquidation` or `unknown`"),
            text("fee_asset", "commission was taken in"),
            int64("fee_quanta", "commission, quanta of that asset; negative is a rebate"),
            text("source", "how the venue told it"));

    static final Table COMMANDS = table(
            "commands",
            "A row for each command, written before it is sent.",
            cause(),
            text("kind", "which command"),
            maybe(int64("order_id", "the order it is about")),
            maybe(text("side", "of a placement")),
            maybe(int64("price_ticks", "of a placement")),
            maybe(int64("lots", "of a placement")),
            maybe(text("cause", "of a cancel")));

    static final Table EVENTS = table(
            "events",
            "A row for every other record, among them what the venue answered, balances, connections, notices, operators and"
                    + " funding; snapshots and timers are left out.",
            cause(),
            text("kind", "of record"),
            maybe(int64("order_id", "the order it is about")),
            maybe(text("code", "of a notice, or the reason given")),
            text("record", "all of it as JSON, as `journal dump --json` prints it"));

    static final Table PNL = table(
            "pnl",
            "A row whenever the profit and loss of a market changed, as the engine has it; exact: total = spread + inventory −"
                    + " fees + funding. Counted since the market was first traded by the daemon, over restarts.",
            int64("spread_quanta", "gained against the mid at each fill, quanta of the quote asset"),
            int64("inventory_quanta", "gained by what was held while the mid moved"),
            int64("fees_quanta", "commission paid"),
            int64("funding_quanta", "funding received"),
            int64("total_quanta", "sum of the parts"),
            real("total", "the same in quote"),
            int64("position_quanta", "base held beyond the target, quanta of the base asset"),
            int64("cash_quanta", "quote received minus paid"),
            maybe(int64("mid_half_ticks", "the mid it is marked at")));

    /** All, in the order in which they are documented. */
    public static final List<Table> TABLES = List.of(
            SESSIONS,
            INSTRUMENTS,
            BOOKS,
            TOUCHES,
            TRADES,
            DECISIONS,
            QUOTES,
            SIGNALS,
            ORDERS,
            FILLS,
            COMMANDS,
            EVENTS,
            PNL);

    private Schema() {}

    private static Column[] quotes() {
        List<Column> columns = new ArrayList<>(List.of(
                text("side", "`buy` or `sell`"),
                int64("level", "0 the nearest"),
                maybe(int64("price_ticks", "wanted price; its parts add up to it exactly")),
                maybe(real("price", "the same in quote")),
                int64("lots", "wanted size"),
                text("verdict", "what risk said"),
                int64("observed", "the number the deciding check saw"),
                int64("limit", "the limit it was held against"),
                text("action", "`keep`, `place`, `cancel`, `replace` or `suppress`"),
                text("reason", "why"),
                maybe(int64("order_id", "kept, canceled or placed")),
                maybe(int64("working_price_ticks", "of the order that was there before")),
                int64("working_lots", "its open size")));
        for (PartKind part : PartKind.values()) {
            String name = part.name().toLowerCase(Locale.ROOT);
            columns.add(
                    int64("part_" + name, "part of the price: " + name.replace('_', ' ') + ", millionths of a tick"));
        }
        return columns.toArray(Column[]::new);
    }

    /** With what every record has. */
    private static Table table(String name, String about, Column... own) {
        List<Column> columns = new ArrayList<>(List.of(
                int64("sequence", "of the record in the journal"),
                time("time", "event time"),
                int64("time_nanos", "the same, nanoseconds since 1970 UTC"),
                int64("epoch", "number of the session"),
                maybe(text("symbol", "the market, such as BTC/USDT"))));
        columns.addAll(List.of(own));
        return new Table(name, about, columns);
    }

    private static List<Column> columns(Column... columns) {
        return List.of(columns);
    }

    private static Column cause() {
        return int64("cause_sequence", "of the input that led to it; 0 of an input");
    }

    private static Column venueTime() {
        return maybe(int64("exchange_time_nanos", "the venue's time, nanoseconds since 1970 UTC"));
    }

    private static Column receiveTime() {
        return maybe(int64("receive_time_nanos", "when it reached the process"));
    }

    private static Column int64(String name, String about) {
        return new Column(name, Column.Type.INT64, false, about);
    }

    private static Column real(String name, String about) {
        return new Column(name, Column.Type.DOUBLE, false, about);
    }

    private static Column text(String name, String about) {
        return new Column(name, Column.Type.STRING, false, about);
    }

    private static Column bool(String name, String about) {
        return new Column(name, Column.Type.BOOLEAN, false, about);
    }

    private static Column time(String name, String about) {
        return new Column(name, Column.Type.TIME, false, about);
    }

    private static Column maybe(Column column) {
        return new Column(column.name(), column.type(), true, column.about());
    }

    /** All tables as documentation. */
    public static String markdown() {
        StringBuilder text = new StringBuilder();
        for (Table table : TABLES) {
            text.append(text.isEmpty() ? "" : "\n").append(table.markdown());
        }
        return text.toString();
    }
}
