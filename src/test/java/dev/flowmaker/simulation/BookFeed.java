package dev.flowmaker.simulation;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.Exchange;

/** The market data line: ten frames a second of the best levels, touches and trades between them, and all that can go wrong. */
final class BookFeed {
    private static final long FRAME_NANOS = 100 * World.MILLI;
    private static final long FRAME_WAY = 2 * World.MILLI;
    private static final int DEPTH = 10;

    private final World world;
    private final Exchange exchange;
    private final boolean touches;
    private final boolean trades;
    /** The book as the daemon has it. */
    private Levels told = new Levels();
    /** What the next frame tells. */
    private Levels levels = new Levels();

    private int life;
    private long connection;
    private boolean up;
    private boolean silent;
    private boolean partitioned;
    private ResetReason next = ResetReason.SNAPSHOT;
    private long quietUntilNanos;
    private final long[] toldTouch = new long[4];
    private final long[] touch = new long[4];

    /**
     * @param touches whether best prices are told between frames
     * @param trades whether public trades are told
     */
    BookFeed(World world, Exchange exchange, boolean touches, boolean trades) {
        this.world = world;
        this.exchange = exchange;
        this.touches = touches;
        this.trades = trades;
        world.in(FRAME_NANOS, this::frame);
    }

    /** A new process opens the line. */
    void open(int newLife) {
        life = newLife;
        connection++;
        silent = false;
        connect(ResetReason.SNAPSHOT);
    }

    private void connect(ResetReason reason) {
        up = true;
        next = reason;
        told.clear();
        change(true);
    }

    private void change(boolean isUp) {
        ConnectionChanged event = new ConnectionChanged();
        event.channel = Channel.MARKET_DATA;
        event.up = isUp;
        event.market = Message.NO_MARKET;
        world.deliver(life, event);
    }

    /** The line is lost at once; a new one is opened after a while, unless the venue cannot be reached. */
    void reset(long backAfterNanos) {
        if (!up) {
            return;
        }
        up = false;
        long lost = ++connection;
        change(false);
        world.in(backAfterNanos, () -> reconnect(lost));
    }

    private void reconnect(long lost) {
        if (connection != lost || world.life() != life) {
            return;
        }
        if (partitioned) {
            world.in(World.SECOND / 2, () -> reconnect(lost));
            return;
        }
        silent = false;
        connect(ResetReason.RECONNECT);
    }

    void partition(boolean isOn) {
        partitioned = isOn;
        if (isOn) {
            goSilent();
        }
    }

    /** Nothing comes any more, and nobody says so; a watchdog notices after seconds. */
    private void goSilent() {
        silent = true;
        long watched = connection;
        world.in(world.chance.millis(2_000, 6_000), () -> {
            if (connection == watched && silent) {
                reset(world.chance.millis(100, 2_000));
            }
        });
    }

    private void frame() {
        world.in(FRAME_NANOS, this::frame);
        if (!up || silent || world.now() < quietUntilNanos) {
            return;
        }
        Chance chance = world.chance;
        if (chance.of(Fault.MARKET_RESET, 0.002)) {
            reset(chance.millis(100, 3_000));
        } else if (chance.of(Fault.MARKET_HALF_OPEN, 0.001)) {
            goSilent();
        } else if (chance.of(Fault.BOOK_STALE, 0.002)) {
            quietUntilNanos = world.now() + chance.millis(1_900, 4_000);
        } else if (chance.of(Fault.BOOK_GAP, 0.005)) {
            // The next frame's sequence tells that one is missing: the feed begins anew from a snapshot.
            next = ResetReason.RESYNC;
            told.clear();
            quietUntilNanos = world.now() + chance.millis(100, 1_000);
        } else if (chance.of(Fault.BOOK_RESYNCED_SILENTLY, 0.003)) {
            quietUntilNanos = world.now() + chance.millis(300, 1_500);
        } else {
            send();
        }
    }

    /** The exchange is between two events: best prices that moved are told before the next frame. */
    void settle() {
        if (!touches || !up || silent) {
            return;
        }
        Depth depth = exchange.depth(0);
        for (Side side : Side.values()) {
            boolean empty = depth.levels(side) == 0;
            touch[2 * side.ordinal()] = empty ? Long.MIN_VALUE : depth.priceTicks(side, 0);
            touch[2 * side.ordinal() + 1] = empty ? 0 : depth.lots(side, 0);
        }
        boolean moved = touch[0] != toldTouch[0] || touch[2] != toldTouch[2];
        System.arraycopy(touch, 0, toldTouch, 0, touch.length);
        if (!moved || world.chance.of(Fault.TOUCH_LOST, 0.02)) {
            return;
        }
        TouchUpdate update = new TouchUpdate();
        update.market = 0;
        update.updateId = exchange.lastUpdateId(0);
        update.bidTicks = touch[2 * Side.BUY.ordinal()];
        update.bidLots = touch[2 * Side.BUY.ordinal() + 1];
        update.askTicks = touch[2 * Side.SELL.ordinal()];
        update.askLots = touch[2 * Side.SELL.ordinal() + 1];
        boolean late = world.chance.of(Fault.TOUCH_DELAYED, 0.02);
        tell(update, late ? world.chance.millis(50, 500) : world.chance.millis(1, 4));
    }

    /** A public trade. */
    void trade(long timeNanos, long tradeId, long priceTicks, long lots, Side aggressor) {
        if (!trades || !up || silent || world.chance.of(Fault.TRADE_LOST, 0.01)) {
            return;
        }
        Trade trade = new Trade();
        trade.market = 0;
        trade.exchangeTimeNanos = World.venueMillis(timeNanos);
        trade.tradeId = tradeId;
        trade.priceTicks = priceTicks;
        trade.lots = lots;
        trade.aggressor = aggressor;
        int copies = world.chance.of(Fault.TRADE_DUPLICATED, 0.01) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            tell(trade, FRAME_WAY);
        }
    }

    private void tell(Message message, long delay) {
        long sentOver = connection;
        world.in(delay, () -> {
            if (connection == sentOver && up) {
                if (message instanceof TouchUpdate update) {
                    update.receiveTimeNanos = world.daemonNanos();
                } else if (message instanceof Trade trade) {
                    trade.receiveTimeNanos = world.daemonNanos();
                } else if (message instanceof BookUpdate update) {
                    update.receiveTimeNanos = world.daemonNanos();
                }
                world.deliver(life, message);
            }
        });
    }

    private void send() {
        BookUpdate update = new BookUpdate();
        update.market = 0;
        update.exchangeTimeNanos = world.venueMillis();
        update.updateId = exchange.lastUpdateId(0);
        update.reset = next;
        next = ResetReason.NONE;
        levels.clear();
        Depth depth = exchange.depth(0);
        for (Side side : Side.values()) {
            for (int rank = 0; rank < Math.min(DEPTH, depth.levels(side)); rank++) {
                levels.put(side.sign() * depth.priceTicks(side, rank), depth.lots(side, rank));
            }
        }
        if (world.chance.of(Fault.BOOK_CROSSED, 0.004)) {
            levels.put(depth.priceTicks(Side.SELL, 0) + 3, 77L);
        }
        for (int i = 0; i < levels.count; i++) {
            if (told.lots(levels.keys[i]) != levels.lots[i]) {
                change(update, levels.keys[i], levels.lots[i]);
            }
        }
        for (int i = 0; i < told.count; i++) {
            if (levels.lots(told.keys[i]) == 0) {
                change(update, told.keys[i], 0);
            }
        }
        Levels before = told;
        told = levels;
        levels = before;
        int copies = world.chance.of(Fault.BOOK_DUPLICATED, 0.005) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            tell(update, FRAME_WAY);
        }
    }

    private static void change(BookUpdate update, long key, long lots) {
        update.levels.add(key > 0 ? Side.BUY : Side.SELL, Math.abs(key), lots);
    }

    /** A few levels of both sides: bids by price, asks by minus price. */
    private static final class Levels {
        final long[] keys = new long[2 * DEPTH + 1];
        final long[] lots = new long[2 * DEPTH + 1];
        int count;

        void clear() {
            count = 0;
        }

        void put(long key, long newLots) {
            int at = find(key);
            count = Math.max(count, at + 1);
            keys[at] = key;
            lots[at] = newLots;
        }

        /** 0 where there is nothing. */
        long lots(long key) {
            int at = find(key);
            return at < count ? lots[at] : 0;
        }

        private int find(long key) {
            int at = 0;
            while (at < count && keys[at] != key) {
                at++;
            }
            return at;
        }
    }
}
