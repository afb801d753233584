package dev.flowmaker.journal.live;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.MarginState;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.BookStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.OrderState;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerState;
import dev.flowmaker.core.risk.Reaction;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pictures to write and compare. */
public final class Pictures {
    private static final Instrument BTC_USDT = new Instrument(
            0,
            "BTC/USDT",
            "BTCUSDT",
            new Asset("BTC", 8),
            0,
            new Asset("USDT", 8),
            1,
            new Decimal(1, 2),
            new Decimal(1, 5),
            1,
            900_000_000,
            1,
            100_000_000,
            500_000_000,
            100_000,
            200_000);

    private Pictures() {}

    /** Every number of the picture follows from one, so that a picture put together from two would show. */
    public static LiveState of(long n, int markets, @Nullable StopReason ended) {
        return of(n, markets, ended, 77, n);
    }

    /** The same of a given process with a given heartbeat. */
    public static LiveState of(long n, int markets, @Nullable StopReason ended, long pid, long beatNanos) {
        Map<Action, Long> actions = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            actions.put(action, n + action.ordinal());
        }
        SessionView.Market market = new SessionView.Market(
                BTC_USDT,
                BookStatus.OK,
                n % 2 == 0 ? null : Reason.HALTED,
                n,
                n + 1,
                Instrument.NO_PRICE,
                0,
                n / 3.0,
                -n,
                n + 2,
                n + 3,
                new SessionView.ProfitParts(n, -n, n + 1, n + 4, n + 2, n + 3, n % 2 == 0),
                n % 3 == 0 ? null : new MarginState(-n, n + 5, n + 6, n + 7, n + 8),
                new SessionView.SideFills(n, n, n),
                new SessionView.SideFills(n + 1, n, n),
                List.of(new SessionView.Tripped(
                        BreakerKind.DAY_LOSS,
                        BreakerState.TRIPPED,
                        Reaction.CANCEL,
                        n,
                        15_000_000_000L + n,
                        10_000_000_000L,
                        true,
                        0,
                        0,
                        0)),
                List.of(new SessionView.Quote(Side.SELL, 1, n, n + 9, OrderState.UNKNOWN)));
        return new LiveState(
                new LiveState.Daemon(
                        "v",
                        "name",
                        "venue",
                        "sim",
                        3,
                        pid,
                        n,
                        n,
                        beatNanos,
                        ended,
                        n,
                        0,
                        List.of(new LiveState.Alert(n, "warning", "halted", "text " + n, n))),
                new SessionView(
                        n,
                        n,
                        List.of(Channel.USER, Channel.REQUESTS),
                        true,
                        false,
                        true,
                        false,
                        true,
                        false,
                        n,
                        n,
                        actions,
                        n,
                        n,
                        n,
                        (int) n,
                        new SessionView.Lanes(1, 2, 3, 4),
                        5,
                        List.of(),
                        List.of(new SessionView.Venue(
                                "binance",
                                List.of(Channel.USER, Channel.REQUESTS),
                                true,
                                n,
                                5,
                                List.of(
                                        new SessionView.Tripped(
                                                BreakerKind.INBOX_LAG,
                                                BreakerState.COOLING,
                                                Reaction.HALT,
                                                n,
                                                2_500_000,
                                                1_000_000,
                                                false,
                                                30_000_000_000L,
                                                n,
                                                0),
                                        new SessionView.Tripped(
                                                BreakerKind.CLOCK_SKEW,
                                                BreakerState.TRIPPED,
                                                Reaction.CANCEL,
                                                n,
                                                n,
                                                n,
                                                false,
                                                0,
                                                0,
                                                20),
                                        new SessionView.Tripped(
                                                BreakerKind.FEED_SILENCE,
                                                BreakerState.TRIPPED,
                                                Reaction.CANCEL,
                                                n,
                                                n,
                                                n,
                                                false,
                                                5_000_000_000L,
                                                0,
                                                0)))),
                        Stream.generate(() -> market).limit(markets).toList()));
    }
}
