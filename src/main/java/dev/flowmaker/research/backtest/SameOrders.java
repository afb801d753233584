package dev.flowmaker.research.backtest;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Wide;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.FeePrice;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.FundingInfo;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.TimeInForce;
import dev.flowmaker.exchange.latency.Line;
import dev.flowmaker.exchange.virtual.VirtualLatency;
import dev.flowmaker.replay.figures.MarketFigures;
import dev.flowmaker.replay.figures.MidTrack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The orders of one session once more under another fill model, and what they would have earned: nobody looks at the fills, so
 * that nothing differs but the model. A fill is marked at the mid that the session's decisions knew just before it
 * would have heard of it: where a frame comes at that very moment too, spread and inventory may share their sum otherwise.
 */
final class SameOrders {
    private static final int ENTRY_LINE = 1;
    private static final int EXECUTION_LINE = 2;

    private record Request(long sentNanos, boolean cancel, RecordedOrders.Order order) {}

    private final BacktestResult base;
    private final EngineSettings settings;
    private final Line execution;
    private final List<MarketFigures> figures = new ArrayList<>();
    private final List<ProfitAndLoss> profits = new ArrayList<>();
    private final List<Long> traded = new ArrayList<>();

    private SameOrders(
            BacktestResult base,
            long[] openingMid2Ticks,
            RecordedOrders orders,
            EngineSettings settings,
            VirtualLatency latency) {
        execution = new Line(latency.execution(), latency.seed(), EXECUTION_LINE);
        this.base = base;
        this.settings = settings;
        for (BacktestResult.Market market : base.markets()) {
            MarketFigures of = new MarketFigures(market.figures().mids());
            ProfitAndLoss profit =
                    new ProfitAndLoss(market.instrument(), settings.assets().size());
            profit.transfer(market.profit().baseQuanta() - orders.tradedQuanta(market.instrument()));
            profit.onMid(openingMid2Ticks[figures.size()]);
            figures.add(of);
            profits.add(profit);
            traded.add(0L);
        }
    }

    /**
     * Sends them.
     *
     * @param openingMid2Ticks by market, the mid from which what it held at its opening counts
     * @param exchange as that session's, with the fill model that is asked
     * @param latency how long commands were under way
     */
    static BacktestResult run(
            BacktestResult base,
            long[] openingMid2Ticks,
            RecordedOrders orders,
            EngineSettings settings,
            ExchangeSettings exchange,
            FillModel model,
            VirtualLatency latency) {
        return new SameOrders(base, openingMid2Ticks, orders, settings, latency)
                .run(orders, exchange, model, new Line(latency.orderEntry(), latency.seed(), ENTRY_LINE));
    }

    private BacktestResult run(RecordedOrders orders, ExchangeSettings settings, FillModel model, Line entry) {
        long began = System.nanoTime();
        List<Request> requests = new ArrayList<>();
        for (RecordedOrders.Order order : orders.orders()) {
            requests.add(new Request(order.sentNanos, false, order));
            if (order.cancelNanos != Long.MAX_VALUE) {
                requests.add(new Request(order.cancelNanos, true, order));
            }
        }
        requests.sort(Comparator.comparingLong(Request::sentNanos));
        List<BacktestResult.Market> markets = new ArrayList<>();
        try (Exchange exchange = new Exchange(settings, new Ears())) {
            for (Request request : requests) {
                if (!entry.refuses(request.sentNanos)) {
                    carryOut(exchange, request, entry.arrivalNanos(request.sentNanos));
                }
            }
            exchange.advanceTo(Math.max(base.lastNanos(), exchange.nowNanos()));
            for (int i = 0; i < profits.size(); i++) {
                BacktestResult.Market of = base.markets().get(i);
                profits.get(i).onMid(of.profit().mid2Ticks());
                markets.add(new BacktestResult.Market(
                        of.instrument(),
                        figures.get(i),
                        profits.get(i),
                        exchange.unrecordedLots(i),
                        of.restarts(),
                        of.findings()));
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new BacktestResult(
                model, markets, base.firstNanos(), base.lastNanos(), 0, seconds, StopReason.END_OF_DATA);
    }

    private static void carryOut(Exchange exchange, Request request, long arrivalNanos) {
        RecordedOrders.Order order = request.order;
        String id = Long.toString(order.id);
        if (request.cancel) {
            var unused = exchange.cancel(0, order.market, OrderRef.clientId(id), arrivalNanos);
        } else {
            var unused = exchange.place(
                    0,
                    order.postOnly
                            ? NewOrder.limitMaker(order.market, id, order.side, order.priceTicks, order.lots)
                            : NewOrder.limit(
                                    order.market, id, order.side, TimeInForce.GTC, order.priceTicks, order.lots),
                    arrivalNanos);
        }
    }

    private final class Ears extends DeafListener {
        private final Fill fill = new Fill();

        @Override
        public void onExecution(ExecutionReport report) {
            FillInfo info = report.fill();
            long heardNanos = execution.arrivalNanos(report.timeNanos());
            if (info != null) {
                booked(info, heardNanos);
            }
        }

        private void booked(FillInfo info, long heardNanos) {
            fill.market = info.market();
            // One trade of the tape may fill several of ours, and is one to each.
            fill.tradeId = traded.get(info.market()) + 1;
            traded.set(info.market(), fill.tradeId);
            fill.side = info.side();
            fill.priceTicks = info.priceTicks();
            fill.lots = info.lots();
            fill.liquidity = info.maker() ? Liquidity.MAKER : Liquidity.TAKER;
            fill.feeAsset = info.commissionAsset();
            fill.feeQuanta = info.commissionQuanta();
            fill.exchangeTimeNanos = info.timeNanos();
            fill.timeNanos = info.timeNanos();
            figures.get(info.market()).onFill(fill);
            Instrument instrument = base.markets().get(info.market()).instrument();
            boolean third = fill.feeAsset != instrument.quoteAsset() && fill.feeAsset != instrument.baseAsset();
            profits.get(info.market())
                    .onFill(
                            fill,
                            mid2(info.market(), heardNanos - 1),
                            third ? value(fill, instrument.quoteAsset()) : ProfitAndLoss.UNKNOWN_VALUE);
        }

        @Override
        public void onFunding(FundingInfo funding) {
            profits.get(funding.market()).onFunding(funding.quanta());
        }
    }

    private long mid2(int market, long timeNanos) {
        MidTrack mids = figures.get(market).mids();
        return mids.covers(timeNanos) ? mids.mid2(timeNanos) : Instrument.NO_PRICE;
    }

    /** What a commission in a third asset is worth: at the mid of a market of theirs, else at the price configured. */
    private long value(Fill fill, int quoteAsset) {
        for (int i = 0; i < profits.size(); i++) {
            Instrument each = base.markets().get(i).instrument();
            long mid2 = mid2(i, fill.exchangeTimeNanos);
            if (each.baseAsset() == fill.feeAsset
                    && each.quoteAsset() == quoteAsset
                    && !each.isPerpetual()
                    && mid2 != Instrument.NO_PRICE) {
                return each.valueQuanta(fill.feeQuanta, mid2);
            }
        }
        for (FeePrice price : settings.feePrices()) {
            if (price.asset() == fill.feeAsset && price.inAsset() == quoteAsset) {
                long unit =
                        Decimal.powerOfTen(settings.assets().get(fill.feeAsset).scale());
                return Wide.multiplyDivideFloor(fill.feeQuanta, price.quantaPerUnit(), unit);
            }
        }
        return ProfitAndLoss.UNKNOWN_VALUE;
    }
}
