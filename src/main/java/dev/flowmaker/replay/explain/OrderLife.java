package dev.flowmaker.replay.explain;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.CoreView;
import dev.flowmaker.replay.explain.Explanation.Kept;
import dev.flowmaker.replay.explain.Explanation.Life;
import dev.flowmaker.replay.explain.Explanation.Taken;
import dev.flowmaker.replay.figures.MidTrack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an order's life off the journal: from its placement to its end, and as long after its fills as markouts need. */
final class OrderLife {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int[] HORIZONS = {1, 10, 60};
    private static final long MOST_RECORDS = 3_000_000;

    private final List<Asset> assets;
    private final ReasonText reasons;
    private final PlaceOrder placed;
    private final MidTrack mids = new MidTrack();
    private final Map<Reason, Kept> kept = new LinkedHashMap<>();
    private final List<Fill> fills = new ArrayList<>();
    private final Set<Long> tradeIds = new HashSet<>();
    private int level;
    private long acceptedNanos;
    private @Nullable Taken taken;
    private String end = "";
    private long endNanos;
    private long filledLots;

    /** @param placed stays as it is */
    OrderLife(List<Asset> assets, ReasonText reasons, PlaceOrder placed) {
        this.assets = assets;
        this.reasons = reasons;
        this.placed = placed;
    }

    /** Reads from the placement's decision on. */
    Life read(JournalReader reader, String clientId) {
        reader.from(placed.causeSequence);
        long until = Long.MAX_VALUE;
        long records = 0;
        while (reader.advance() && reader.timeNanos() <= until && records++ < MOST_RECORDS) {
            if (reader.kind() == MessageKind.SESSION_STARTED && reader.sequence() > placed.sequence) {
                // The next file of the session, or the next session, whose venue reports may still tell of it.
                continue;
            }
            if (reader.market() == placed.market && tells(reader.kind())) {
                take(reader.message());
            }
            if (endNanos != 0) {
                long last = fills.isEmpty() ? endNanos : fills.get(fills.size() - 1).timeNanos;
                until = fills.isEmpty() ? endNanos : last + (HORIZONS[HORIZONS.length - 1] + 1) * SECOND_NANOS;
            }
        }
        return new Life(
                placed.orderId,
                clientId,
                placed.side,
                level,
                placed.priceTicks,
                placed.lots,
                placed.sequence,
                placed.timeNanos,
                acceptedNanos,
                List.copyOf(kept.values()),
                taken,
                end,
                endNanos,
                null,
                fills.stream().map(this::fill).toList());
    }

    /** Kinds that {@link #take} reads; the others, most of all the book's, are not decoded. */
    private static boolean tells(MessageKind kind) {
        return switch (kind) {
            case DECISION, ORDER_ACCEPTED, FILL, ORDER_CANCELED, ORDER_REJECTED, REQUEST_NOT_SENT, ORDER_REPORT -> true;
            default -> false;
        };
    }

    private void take(Message message) {
        if (message instanceof Decision decision) {
            onDecision(decision);
        } else if (message instanceof OrderAccepted accepted && accepted.orderId == placed.orderId) {
            acceptedNanos = acceptedNanos == 0 ? accepted.timeNanos : acceptedNanos;
        } else if (message instanceof Fill fill && fill.orderId == placed.orderId) {
            onFill(fill);
        } else if (message instanceof OrderCanceled canceled && canceled.orderId == placed.orderId) {
            ended("canceled (" + CoreView.words(canceled.reason) + ")", canceled.timeNanos);
        } else if (message instanceof OrderRejected rejected && rejected.orderId == placed.orderId) {
            ended("refused by the venue (" + CoreView.words(rejected.reason) + ")", rejected.timeNanos);
        } else if (message instanceof RequestNotSent notSent
                && notSent.orderId == placed.orderId
                && notSent.request == RequestType.PLACE) {
            ended("never sent (" + CoreView.words(notSent.reason) + ")", notSent.timeNanos);
        } else if (message instanceof OrderReport report && report.orderId == placed.orderId) {
            switch (report.status) {
                case FILLED, CANCELED, REJECTED, EXPIRED ->
                    ended(CoreView.words(report.status) + ", as the venue answered when asked", report.timeNanos);
                default -> {
                    // It is open, or not found yet.
                }
            }
        }
    }

    private void onDecision(Decision decision) {
        if (decision.bidTicks != Instrument.NO_PRICE && decision.askTicks != Instrument.NO_PRICE) {
            mids.add(decision.timeNanos, decision.bidTicks + decision.askTicks);
        }
        for (int i = 0; i < decision.quotes(); i++) {
            QuoteLine line = decision.quote(i);
            if (line.orderId == placed.orderId) {
                onLine(decision, line);
            }
        }
    }

    private void onLine(Decision decision, QuoteLine line) {
        if (line.action == Action.PLACE) {
            level = line.level;
        } else if (line.action == Action.KEEP) {
            long now = decision.timeNanos;
            kept.merge(
                    line.reason,
                    new Kept(line.reason, 1, now, now),
                    (before, one) -> new Kept(before.reason(), before.count() + 1, before.firstNanos(), now));
        } else {
            taken = new Taken(
                    decision.sequence,
                    decision.timeNanos,
                    line.action,
                    line.reason,
                    line.priceTicks,
                    reasons.of(line, decision.timeNanos - placed.timeNanos));
        }
    }

    private void onFill(Fill fill) {
        if (!tradeIds.add(fill.tradeId)) {
            return;
        }
        Fill copy = new Fill();
        copy.timeNanos = fill.timeNanos;
        copy.exchangeTimeNanos = fill.exchangeTimeNanos;
        copy.tradeId = fill.tradeId;
        copy.side = fill.side;
        copy.priceTicks = fill.priceTicks;
        copy.lots = fill.lots;
        copy.liquidity = fill.liquidity;
        copy.feeAsset = fill.feeAsset;
        copy.feeQuanta = fill.feeQuanta;
        fills.add(copy);
        filledLots += fill.lots;
        if (filledLots >= placed.lots) {
            ended("filled", fill.timeNanos);
        }
    }

    private void ended(String how, long nanos) {
        if (endNanos == 0) {
            end = how;
            endNanos = nanos;
        }
    }

    private Explanation.Fill fill(Fill fill) {
        long time = fill.exchangeTimeNanos == 0 ? fill.timeNanos : fill.exchangeTimeNanos;
        List<Double> markouts = new ArrayList<>();
        for (int seconds : HORIZONS) {
            markouts.add(ahead(fill, time + seconds * SECOND_NANOS));
        }
        Asset asset = assets.get(fill.feeAsset);
        return new Explanation.Fill(
                fill.tradeId,
                time,
                fill.priceTicks,
                fill.lots,
                fill.liquidity == Liquidity.MAKER,
                Decimal.text(fill.feeQuanta, asset.scale()) + " " + asset.code(),
                ahead(fill, time),
                markouts);
    }

    /** How far the mid of a time is on our side of the fill's price. */
    private double ahead(Fill fill, long timeNanos) {
        return mids.covers(timeNanos)
                ? fill.side.sign() * (mids.mid2(timeNanos) - 2 * fill.priceTicks) / 2.0
                : Double.NaN;
    }
}
