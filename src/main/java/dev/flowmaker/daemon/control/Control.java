package dev.flowmaker.daemon.control;

import dev.flowmaker.Redaction;
import dev.flowmaker.config.SettingsInForce;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.venue.Inbox;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns operators' requests into inputs of the event loop, and waits for what becomes of them. */
public final class Control implements ControlSocket.Handler {
    private static final long RECORD_SECONDS = 5;
    private static final long LOOK_MILLIS = 20;
    private static final BigDecimal MOST_BPS = BigDecimal.valueOf(1_000);

    private final List<Instrument> instruments;
    /** The same as the engine's, as every request goes through here first. */
    private final SettingsInForce mirror;

    private final Inbox inbox;
    private final Supplier<@Nullable SessionView> views;
    private final AtomicLong tickets = new AtomicLong();
    private final Map<Long, CompletableFuture<Long>> recorded = new ConcurrentHashMap<>();

    /** @param mirror of this class alone, made from the session's first record */
    public Control(
            List<Instrument> instruments, SettingsInForce mirror, Inbox inbox, Supplier<@Nullable SessionView> views) {
        this.instruments = instruments;
        this.mirror = mirror;
        this.inbox = inbox;
        this.views = views;
    }

    /** A request is on record. On the event loop's thread. */
    public void onRecorded(OperatorRequest request) {
        CompletableFuture<Long> waiting = recorded.remove(request.ticket);
        if (waiting != null) {
            waiting.complete(request.sequence);
        }
    }

    @Override
    public ControlAnswer handle(ControlRequest asked, String user) throws InterruptedException {
        OperatorRequest request = new OperatorRequest();
        request.action = asked.action();
        request.text = user + (asked.reason().isEmpty() ? "" : ": " + Redaction.clean(asked.reason()));
        try {
            request.market = market(asked.market());
            if (asked.action() == OperatorAction.FLATTEN) {
                limit(asked, request);
            }
        } catch (IllegalArgumentException e) {
            return ControlAnswer.refused(List.of(String.valueOf(e.getMessage())));
        }
        CompletableFuture<Long> sequence = new CompletableFuture<>();
        synchronized (this) {
            if (asked.action() == OperatorAction.SET) {
                request.parameters = String.join("\n", asked.settings());
                try {
                    mirror.apply(request);
                } catch (IllegalArgumentException e) {
                    return ControlAnswer.refused(
                            String.valueOf(e.getMessage()).lines().toList());
                }
            }
            request.ticket = tickets.incrementAndGet();
            recorded.put(request.ticket, sequence);
            inbox.offer(request);
        }
        return answer(asked, request, sequence);
    }

    private ControlAnswer answer(ControlRequest asked, OperatorRequest request, CompletableFuture<Long> sequence)
            throws InterruptedException {
        long at;
        try {
            at = sequence.get(RECORD_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            recorded.remove(request.ticket);
            return new ControlAnswer(
                    0,
                    false,
                    "the event loop did not take it within " + RECORD_SECONDS + " s: see `status`",
                    List.of());
        }
        return switch (asked.action()) {
            case HALT -> await(at, asked.waitSeconds(), SessionView::haltConfirmed);
            case FLATTEN -> await(at, asked.waitSeconds(), view -> view.haltConfirmed() && !view.flattening());
            default -> new ControlAnswer(at, null, "", List.of());
        };
    }

    /** Waits until a picture later than the request's record shows what was asked for. */
    private ControlAnswer await(long sequence, int seconds, Predicate<SessionView> done) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            SessionView view = views.get();
            boolean later = view != null && view.sequence() > sequence;
            if (view != null && later && done.test(view)) {
                return new ControlAnswer(
                        sequence, true, "the venue lists no order of ours" + positions(view), List.of());
            }
            if (System.nanoTime() - deadline >= 0) {
                return new ControlAnswer(
                        sequence,
                        false,
                        (view == null ? "unknown" : view.openOrders()) + " orders not known to have ended"
                                + (view == null ? "" : positions(view)) + " after " + seconds + " s; it goes on",
                        List.of());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static String positions(SessionView view) {
        StringBuilder text = new StringBuilder();
        for (SessionView.Market market : view.markets()) {
            Instrument instrument = market.instrument();
            text.append("; ")
                    .append(instrument.symbol())
                    .append(" is ")
                    .append(Decimal.text(
                            market.inventoryQuanta(), instrument.base().scale()))
                    .append(' ')
                    .append(instrument.base().code())
                    .append(" from target");
        }
        return text.toString();
    }

    private int market(String symbol) {
        if (symbol.isEmpty()) {
            return Message.NO_MARKET;
        }
        for (Instrument each : instruments) {
            if (each.symbol().equals(symbol)) {
                return each.market();
            }
        }
        throw new IllegalArgumentException("no market " + symbol + " here, but "
                + instruments.stream().map(Instrument::symbol).toList());
    }

    private void limit(ControlRequest asked, OperatorRequest request) {
        boolean price = !asked.limit().isEmpty();
        boolean slippage = !asked.maxSlippage().isEmpty();
        if (price == slippage) {
            throw new IllegalArgumentException(
                    "say how far: either --limit PRICE or --max-slippage BPS, such as --max-slippage 50");
        }
        if (slippage) {
            BigDecimal bps = number(asked.maxSlippage().replaceFirst(" *bps$", ""), "--max-slippage");
            if (bps.signum() < 0 || bps.compareTo(MOST_BPS) > 0) {
                throw new IllegalArgumentException("--max-slippage takes 0 to " + MOST_BPS + " bps");
            }
            request.slippagePpb = bps.movePointRight(5).longValue();
            return;
        }
        if (request.market < 0 && instruments.size() > 1) {
            throw new IllegalArgumentException("--limit is the price of one market: name it with --market");
        }
        Instrument instrument = instruments.get(Math.max(0, request.market));
        request.market = instrument.market();
        String quote = instrument.quote().code();
        BigDecimal value = number(asked.limit().replaceFirst(" *" + quote + "$", ""), "--limit");
        BigDecimal tick = BigDecimal.valueOf(
                instrument.tick().mantissa(), instrument.tick().scale());
        BigDecimal ticks = value.divideToIntegralValue(tick);
        if (ticks.multiply(tick).compareTo(value) != 0) {
            throw new IllegalArgumentException(
                    "--limit " + asked.limit() + " is no multiple of the venue's tick, " + tick.toPlainString());
        }
        boolean inRange = ticks.compareTo(BigDecimal.valueOf(instrument.minPriceTicks())) >= 0
                && ticks.compareTo(BigDecimal.valueOf(instrument.maxPriceTicks())) <= 0;
        if (!inRange) {
            throw new IllegalArgumentException("--limit " + asked.limit() + " is out of the venue's range of prices");
        }
        request.limitTicks = ticks.longValue();
    }

    private static BigDecimal number(String text, String option) {
        if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            throw new IllegalArgumentException(option + " '" + text + "' is no number");
        }
        return new BigDecimal(text);
    }
}
