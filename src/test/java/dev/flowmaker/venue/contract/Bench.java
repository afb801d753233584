package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.ExchangeSpec;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.daemon.LocalExchange;
import dev.flowmaker.daemon.VenueGateways;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.PlaceResult;
import dev.flowmaker.exchange.TimeInForce;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.PlannedFault;
import dev.flowmaker.venue.Gateway;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One venue's local exchange with a market where nobody trades but its accounts, and gateways to it as configured. */
final class Bench implements AutoCloseable {
    /** Whose gateway is tried. */
    static final int ALICE = 0;
    /** Whose orders are the market. */
    static final int BOB = 1;
    /** Who takes. */
    static final int CAROL = 2;
    /** Whose key may only read. */
    static final int DAVE = 3;

    static final int DEPTH = 10;
    /** How far from the middle Bob's best orders are, ticks: there is room inside. */
    static final int HALF_SPREAD = 10;

    private static final List<String> NAMES = List.of("alice", "bob", "carol", "dave");

    final VenueRig rig;
    final Truth truth = new Truth();
    private final ExchangeServer server;
    private final ExchangeSpec spec;
    private final SplittableRandom random = new SplittableRandom(7);
    private int orders;
    private int epochs;
    private @Nullable Client open;
    private String openWith = "";

    Bench(VenueRig rig) throws IOException {
        this(rig, "");
    }

    /** @param more of the market, on top of what the venue's has */
    Bench(VenueRig rig, String more) throws IOException {
        this.rig = rig;
        String accounts = NAMES.stream()
                .map(name ->
                        "{ name = %s, key-env = %S_KEY, secret-env = %S_SECRET, balances = [ %s ], rights = [ %s ] }"
                                .formatted(
                                        name, name, name, rig.balances(), name.equals("dave") ? "read" : "read, trade"))
                .collect(Collectors.joining(", "));
        spec = Configuration.parse(
                        "exchange.conf",
                        "exchange { port = 0, protocol = %s, limit-multiple = 1000, accounts = [ %s ], markets = [ { source = quiet, %s, %s } ] }"
                                .formatted(rig.protocol(), accounts, rig.market(), more))
                .exchange();
        Map<String, String> keys = new HashMap<>();
        for (int account = 0; account < NAMES.size(); account++) {
            Credentials credentials = credentials(account);
            String name = spec.accounts().get(account).credentials().keyEnv();
            keys.put(name, credentials.key());
            keys.put(spec.accounts().get(account).credentials().secretEnv(), credentials.secret());
        }
        server = LocalExchange.open(spec, keys, System.currentTimeMillis(), truth);
        layOut(rig.midTicks());
    }

    Instrument market() {
        return spec.markets().get(0).instrument();
    }

    /** What the exchange calls an asset. */
    String assetCode(int asset) {
        return spec.assets().get(asset).code();
    }

    Credentials credentials(int account) {
        String name = NAMES.get(account);
        return new Credentials(name + "Key0123456789", rig.secret(name));
    }

    /** A gateway to an account, described and not started. */
    Client client(int account, LongSupplier utcNanos, String venue) throws Exception {
        return client(credentials(account), utcNanos, venue);
    }

    /**
     * A gateway with a key, described and not started.
     *
     * @param venue settings of the block {@code venue} on top of the usual ones
     */
    Client client(Credentials key, LongSupplier utcNanos, String venue) throws Exception {
        Gateway gateway = new VenueGateways(settings(venue), key).create(utcNanos);
        return new Client(this, gateway, ++epochs);
    }

    /** Alice's gateway at work, which lines share as long as they want the same settings. */
    Client alice(String venue) throws Exception {
        if (open == null || !openWith.equals(venue)) {
            leave();
            openWith = venue;
            open = client(ALICE, Client::utcNanos, venue).started();
        }
        return open;
    }

    private void leave() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private DaemonSettings settings(String venue) {
        return Configuration.parse("daemon.conf", """
                        flowmaker {
                          name = contract
                          venue {
                            mode = sim, protocol = %s
                            %s
                            reconnect-after = 100 ms, request-timeout = 5 s, silence-timeout = 20 s
                            %s
                          }
                          market-defaults.book.depth = %d
                          markets = [ { %s } ]
                        }
                        """.formatted(
                                rig.protocol(), rig.addresses(server.port()), venue, DEPTH, rig.followed()))
                .daemon();
    }

    /** Halts the market, or lets it trade on. */
    void halted(boolean halted) {
        server.ask(exchange -> {
            if (halted) {
                exchange.halt(0, exchange.nowNanos());
            } else {
                exchange.resume(0, exchange.nowNanos());
            }
            return exchange;
        });
    }

    /** Everything as at the beginning: nothing is to fail, nobody has an order but Bob. */
    void reset() {
        server.dropPlan();
        clear();
        layOut(rig.midTicks());
    }

    /** Nobody has an order. */
    void clear() {
        server.ask(exchange -> {
            for (int account = 0; account < NAMES.size(); account++) {
                var unused = exchange.cancelAll(account, 0, exchange.nowNanos());
            }
            return exchange;
        });
    }

    /** Bob's orders around a price: more levels than are followed. */
    void layOut(long midTicks) {
        for (int level = 0; level < DEPTH + 2; level++) {
            for (Side side : Side.values()) {
                long away = side.sign() * -(HALF_SPREAD + level * 3L);
                resting(place(BOB, side, TimeInForce.GTC, midTicks + away, rig.lots() * (1L + level)));
            }
        }
    }

    private PlaceResult place(int account, Side side, TimeInForce timeInForce, long priceTicks, long lots) {
        String clientId = NAMES.get(account) + ++orders;
        PlaceResult result = server.ask(exchange -> exchange.place(
                account, NewOrder.limit(0, clientId, side, timeInForce, priceTicks, lots), exchange.nowNanos()));
        assertNull(result.reject(), () -> clientId + " " + side + " " + lots + " at " + priceTicks);
        return result;
    }

    /** An order on Alice's account that is none of a gateway's. */
    OrderInfo byHand(Side side, long priceTicks, long lots) {
        OrderInfo order = place(ALICE, side, TimeInForce.GTC, priceTicks, lots).order();
        return Objects.requireNonNull(order);
    }

    private static void resting(PlaceResult result) {
        assertEquals(List.of(), result.fills());
    }

    /** Carol takes what rests at a price, or better. */
    void carolTakes(Side side, long priceTicks, long lots) {
        place(CAROL, side, TimeInForce.IOC, priceTicks, lots);
    }

    /** Any of the things that happen to a book: an order comes, goes, or is taken. */
    void stir() {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long away = HALF_SPREAD + random.nextLong(40);
        long lots = rig.lots() * random.nextLong(1, 6);
        List<OrderInfo> open = openOrders(BOB);
        switch (random.nextInt(8)) {
            case 0 -> carolTakes(side, rig.midTicks() + side.sign() * away, lots);
            case 1, 2, 3 -> {
                if (open.size() > 2 * DEPTH) {
                    cancel(BOB, open.get(random.nextInt(open.size())));
                }
            }
            default -> place(BOB, side, TimeInForce.GTC, rig.midTicks() - side.sign() * away, lots);
        }
    }

    void cancel(int account, OrderInfo order) {
        server.ask(
                exchange -> exchange.cancel(account, 0, OrderRef.venueId(order.venueOrderId()), exchange.nowNanos()));
    }

    List<OrderInfo> openOrders(int account) {
        return server.ask(exchange -> exchange.openOrders(account, 0));
    }

    /** Every order an account ever placed, the oldest first. */
    List<OrderInfo> allOrders(int account) {
        return server.ask(exchange -> exchange.allOrders(account, 0, 0, Integer.MAX_VALUE));
    }

    /** Every fill of an account, the oldest first. */
    List<FillInfo> fills(int account) {
        return server.ask(exchange -> exchange.fills(account, 0, 0, Integer.MAX_VALUE));
    }

    List<BalanceInfo> balances(int account) {
        return server.ask(exchange -> exchange.balances(account));
    }

    ExchangeServer server() {
        return server;
    }

    void plan(PlannedFault.Kind kind, String text, int times) {
        server.plan(new PlannedFault(kind, text, times));
    }

    @Override
    public void close() {
        leave();
        server.close();
    }
}
