package dev.flowmaker.exchange.door;

import dev.flowmaker.exchange.Exchange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A local exchange that listens, whatever it speaks. */
public final class ExchangeServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeServer.class);

    /** The exchange behind a door, as its protocol needs it. On the exchange's one thread. */
    public interface Served {
        Exchange exchange();

        /** Brings the exchange to the present; returns the venue's time. */
        long advance();

        /** A request has been carried out: tells the streams, and sets the alarm for what comes next. */
        void settle();

        /** The answer to the request is on its way. */
        void answered();

        /** Sets the alarm for the next event. */
        void schedule();

        /** Completes when every market source has come to its end; exceptionally when the exchange broke. */
        CompletableFuture<Void> ended();

        long nowNanos();

        void close();
    }

    private final Door door;
    private final Served served;

    private ExchangeServer(Door door, Served served) {
        this.door = door;
        this.served = served;
    }

    /**
     * Opens the exchange and listens.
     *
     * @param host address to listen on; {@code 127.0.0.1} unless others are to come in
     * @param port 0 for any that is free
     * @param open makes the exchange, on its thread; its time goes on from there
     * @param reception receives its clients
     * @throws IOException when the address cannot be had
     */
    public static <S extends Served> ExchangeServer start(
            String host,
            int port,
            DoorSettings settings,
            Function<ScheduledExecutorService, S> open,
            Function<S, Reception> reception)
            throws IOException {
        Door door = new Door(settings);
        boolean opened = false;
        try {
            S served = door.call(() -> open.apply(door.thread()));
            door.open(host, port, reception.apply(served));
            opened = true;
            door.thread().execute(served::schedule);
            return new ExchangeServer(door, served);
        } finally {
            if (!opened) {
                door.close();
            }
        }
    }

    /** The port it listens on. */
    public int port() {
        return door.port();
    }

    /**
     * Completes when every market source has come to its end, never for a synthetic market; exceptionally when the
     * exchange broke. The server goes on answering until it is closed.
     */
    public CompletableFuture<Void> ended() {
        return served.ended().copy();
    }

    /** From here on connections fail like this, for tests of clients. */
    public void fail(FaultSettings faults) {
        door.fail(faults);
    }

    /** This is certain to go wrong, once or so often, beside what {@link #fail} draws lots for. */
    public void plan(PlannedFault fault) {
        door.plan(fault);
    }

    /** Drops what is planned and has not happened. */
    public void dropPlan() {
        door.dropPlan();
    }

    /** Hangs up on every client at once; they may come again. */
    public void hangUp() {
        door.hangUp();
    }

    /** Lets things happen, each so long after now. */
    public void happen(List<Happening> happenings) {
        for (Happening each : happenings) {
            var unused = door.thread().schedule(() -> happen(each), each.afterNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void happen(Happening happening) {
        LOG.info("{} happens", happening);
        try {
            served.advance();
            Exchange exchange = served.exchange();
            int markets = exchange.settings().markets().size();
            for (int market = 0; market < markets; market++) {
                if (happening.market() == Happening.EVERY || happening.market() == market) {
                    happen(happening, exchange, market);
                }
            }
            switch (happening.what()) {
                case RESET -> {
                    exchange.reset(exchange.nowNanos());
                    door.hangUpSoon();
                }
                case DISCONNECT -> door.closeStreams(served.nowNanos());
                case MAINTENANCE -> {
                    door.plan(new PlannedFault(PlannedFault.Kind.MAINTENANCE, "", PlannedFault.ALWAYS));
                    door.hangUpSoon();
                    var unused = door.thread().schedule(door::dropPlan, happening.lastsNanos(), TimeUnit.NANOSECONDS);
                }
                default -> {
                    // Of its market alone.
                }
            }
            served.settle();
            served.answered();
        } catch (RuntimeException broken) {
            LOG.error("{} could not happen", happening, broken);
        }
    }

    private void happen(Happening happening, Exchange exchange, int market) {
        long now = exchange.nowNanos();
        switch (happening.what()) {
            case HALT -> exchange.halt(market, now);
            case RESUME -> exchange.resume(market, now);
            case DELIST -> exchange.delist(market, now);
            case RULES -> {
                if (happening.rules() != null) {
                    exchange.change(market, happening.rules(), now);
                }
            }
            case ANNOUNCE -> {
                exchange.announceEnd(market, now + happening.lastsNanos());
                happen(List.of(new Happening(Happening.What.DELIST, happening.lastsNanos(), market, null, 0)));
            }
            case MAINTENANCE, RESET, DISCONNECT -> {
                // Of the whole venue.
            }
        }
    }

    /** How often connections failed so far, by kind: delayed, dropped, reset, half-open, 429, 503, doubled, gap, silent. */
    public long[] failures() {
        return door.failures();
    }

    /** Asks the exchange something, on its thread, and waits for the answer. */
    public <T> T ask(Function<Exchange, T> question) {
        return door.call(() -> {
            served.advance();
            T answer = question.apply(served.exchange());
            served.settle();
            served.answered();
            return answer;
        });
    }

    /** Tells WebSocket clients, closes every connection and the exchange. */
    @Override
    public void close() {
        door.close(served.nowNanos(), served::close);
    }
}
