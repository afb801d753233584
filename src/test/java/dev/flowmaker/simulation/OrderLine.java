package dev.flowmaker.simulation;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.venue.ClientOrderIds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The user stream: orders, fills and balances, lost, late, doubled, in another order, or not at all. */
final class OrderLine {
    private static final int STREAM_MILLIS = 3;

    private final World world;
    private final ClientOrderIds ids;
    private int life;
    private long connection;
    private long lastSent;
    private long lastArrived;
    private boolean up;
    private boolean silent;
    private boolean partitioned;
    private boolean maintenance;
    private final Set<Long> acknowledged = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();
    private final Map<Long, Integer> fillsSeen = new HashMap<>();

    OrderLine(World world, ClientOrderIds ids) {
        this.world = world;
        this.ids = ids;
    }

    void open(int newLife) {
        life = newLife;
        connection++;
        silent = false;
        up = true;
        change(true);
        world.in(world.chance.millis(1_000, 10_000), () -> trouble(newLife));
    }

    private void change(boolean isUp) {
        ConnectionChanged event = new ConnectionChanged();
        event.channel = Channel.USER;
        event.up = isUp;
        event.market = Message.NO_MARKET;
        world.deliver(life, event);
    }

    private void trouble(int ofLife) {
        if (ofLife != life) {
            return;
        }
        world.in(world.chance.millis(1_000, 10_000), () -> trouble(ofLife));
        if (up && !silent) {
            if (world.chance.of(Fault.USER_RESET, 0.1)) {
                reset(world.chance.millis(100, 3_000));
            } else if (world.chance.of(Fault.USER_HALF_OPEN, 0.06)) {
                goSilent();
            }
        }
    }

    void reset(long backAfterNanos) {
        if (!up) {
            return;
        }
        up = false;
        long lost = ++connection;
        // What was read before the loss is still handed over first.
        change(false);
        world.in(backAfterNanos, () -> reconnect(lost));
    }

    private void reconnect(long lost) {
        if (connection != lost || world.life() != life) {
            return;
        }
        if (partitioned || maintenance) {
            world.in(World.SECOND / 2, () -> reconnect(lost));
            return;
        }
        silent = false;
        up = true;
        change(true);
    }

    void partition(boolean isOn) {
        partitioned = isOn;
        if (isOn) {
            goSilent();
        }
    }

    void maintenance(boolean isOn) {
        maintenance = isOn;
        if (isOn) {
            reset(World.SECOND / 2);
        }
    }

    private void goSilent() {
        silent = true;
        long watched = connection;
        world.in(world.chance.millis(2_000, 8_000), () -> {
            if (connection == watched && silent) {
                reset(world.chance.millis(100, 2_000));
            }
        });
    }

    /** Sends over the stream. */
    void send(Message event) {
        if (!up || silent) {
            if (world.life() == life) {
                world.chance.count(Fault.STREAM_EVENT_LOST);
            }
            return;
        }
        if (world.chance.of(Fault.STREAM_EVENT_LOST, 0.005)) {
            return;
        }
        long delay = world.chance.of(Fault.STREAM_EVENT_DELAYED, 0.05)
                ? world.chance.millis(5, 900)
                : STREAM_MILLIS * World.MILLI;
        arrive(event, delay, connection);
        if (world.chance.of(Fault.STREAM_EVENT_DUPLICATED, 0.04)) {
            arrive(event, delay + world.chance.millis(0, 3_000), connection);
        }
    }

    private void arrive(Message event, long delay, long sentOver) {
        long number = ++lastSent;
        world.in(delay, () -> {
            if (up && !silent && connection == sentOver) {
                if (number < lastArrived) {
                    world.chance.count(Fault.STREAM_REORDERED);
                }
                lastArrived = Math.max(lastArrived, number);
                see(event);
                world.deliver(life, event);
            }
        });
    }

    /** Counts what the others make of an order's events. */
    void see(Message event) {
        Chance chance = world.chance;
        if (event instanceof OrderAccepted accepted) {
            acknowledged.add(accepted.orderId);
        } else if (event instanceof OrderCanceled canceled) {
            ended.add(canceled.orderId);
            if (canceled.filledLots > 0) {
                chance.count(Fault.PARTIAL_FILL_THEN_CANCEL);
            }
        } else if (event instanceof Fill fill) {
            if (!acknowledged.contains(fill.orderId)) {
                chance.count(Fault.FILL_BEFORE_ACK);
            }
            if (ended.contains(fill.orderId)) {
                chance.count(Fault.FILL_AFTER_CANCEL);
            }
            if (fillsSeen.merge(fill.tradeId, 1, Integer::sum) == 2) {
                chance.count(Fault.DUPLICATE_FILL);
            }
        }
    }

    Fill fill(FillInfo fill, Source source) {
        Fill event = new Fill();
        event.market = 0;
        event.orderId = ids.orderId(fill.clientId());
        event.exchangeTimeNanos = World.venueMillis(fill.timeNanos());
        event.tradeId = fill.tradeId();
        event.side = fill.side();
        event.priceTicks = fill.priceTicks();
        event.lots = fill.lots();
        event.liquidity = fill.maker() ? Liquidity.MAKER : Liquidity.TAKER;
        event.feeAsset = fill.commissionAsset();
        event.feeQuanta = fill.commissionQuanta();
        event.source = source;
        return event;
    }

    OrderAccepted accepted(OrderInfo order, Source source) {
        OrderAccepted event = new OrderAccepted();
        event.market = 0;
        event.orderId = ids.orderId(order.clientId());
        event.exchangeTimeNanos = World.venueMillis(order.placedNanos());
        event.venueOrderId = order.venueOrderId();
        event.source = source;
        return event;
    }

    OrderCanceled canceled(OrderInfo order, CancelReason reason, Source source) {
        OrderCanceled event = new OrderCanceled();
        event.market = 0;
        event.orderId = ids.orderId(order.clientId());
        event.exchangeTimeNanos = World.venueMillis(order.updatedNanos());
        event.reason = reason;
        event.filledLots = order.executedLots();
        event.source = source;
        return event;
    }

    static Balance balance(long timeNanos, int asset, long freeQuanta, long lockedQuanta, Source source) {
        Balance event = new Balance();
        event.market = Message.NO_MARKET;
        event.exchangeTimeNanos = World.venueMillis(timeNanos);
        event.asset = asset;
        event.freeQuanta = freeQuanta;
        event.lockedQuanta = lockedQuanta;
        event.source = source;
        return event;
    }

    static boolean isPlace(Message command) {
        return command.kind() == MessageKind.PLACE_ORDER;
    }
}
