package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.Wide;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.risk.Margin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the perpetuals: marks, margin, funding and forced closes. Each account has one margin for all
 * perpetuals settled in an asset: its wallet of that asset and what its positions gained and lost at their marks.
 *
 * <p>Every {@value #MARK_SECONDS} second each perpetual is marked: at what the recording says, else at the mid of its
 * displayed book, else as before. Then funding that is due is paid, and who has less than the maintenance margin is
 * closed: orders first, then positions as market orders at what the book offers, what is left at the next mark. A wallet
 * that is below zero when nothing is left to close is filled up by the street.
 */
final class Clearing {
    static final long MARK_SECONDS = 1;
    private static final long MARK_NANOS = MARK_SECONDS * 1_000_000_000L;
    private static final long BILLION = 1_000_000_000L;

    private final List<Market> markets;
    private final List<Market> perpetuals = new ArrayList<>();
    private final List<FundingClock> clocks = new ArrayList<>();
    private final Ledger ledger;
    private final VenueClock clock;
    private final ExchangeListener listener;
    private long nextNanos;
    private long forcedOrders;

    /** What the funding of one market is made of. */
    private static final class FundingClock {
        final FundingTerms terms;
        long nextNanos;
        long premiumSumPpb;
        long premiums;

        FundingClock(FundingTerms terms, long nowNanos) {
            this.terms = terms;
            nextNanos = terms.intervalNanos() == 0
                    ? Long.MAX_VALUE
                    : (Math.floorDiv(nowNanos, terms.intervalNanos()) + 1) * terms.intervalNanos();
        }
    }

    Clearing(
            List<MarketSetup> setups,
            List<Market> markets,
            Ledger ledger,
            VenueClock clock,
            ExchangeListener listener) {
        this.markets = markets;
        this.ledger = ledger;
        this.clock = clock;
        this.listener = listener;
        for (int i = 0; i < markets.size(); i++) {
            if (markets.get(i).instrument.isPerpetual()) {
                perpetuals.add(markets.get(i));
                clocks.add(new FundingClock(setups.get(i).funding(), clock.nowNanos));
            }
        }
        nextNanos =
                perpetuals.isEmpty() ? Long.MAX_VALUE : (Math.floorDiv(clock.nowNanos, MARK_NANOS) + 1) * MARK_NANOS;
    }

    /** Time of the next marking, Long.MAX_VALUE without perpetuals. */
    long nextNanos() {
        return nextNanos;
    }

    /** Marks, funds and closes; the time is {@link #nextNanos}. */
    void run() {
        nextNanos += MARK_NANOS;
        for (int i = 0; i < perpetuals.size(); i++) {
            Market market = perpetuals.get(i);
            market.mark();
            if (market.mark2Ticks() != Instrument.NO_PRICE) {
                tell(market, clocks.get(i));
            }
        }
        for (int account = 0; account < ledger.clients(); account++) {
            for (Market market : perpetuals) {
                closeIfDue(account, market.instrument.quoteAsset());
            }
        }
    }

    private void tell(Market market, FundingClock funding) {
        long index2Ticks = sample(market, funding);
        long ratePpb = rate(market, funding);
        boolean due = clock.nowNanos >= funding.nextNanos;
        long fundingNanos = funding.nextNanos;
        if (due) {
            pay(market, ratePpb, fundingNanos);
            funding.nextNanos += funding.terms.intervalNanos();
            funding.premiumSumPpb = 0;
            funding.premiums = 0;
        }
        listener.onMark(
                market.instrument.market(),
                clock.nowNanos,
                market.mark2Ticks(),
                index2Ticks,
                ratePpb,
                funding.nextNanos == Long.MAX_VALUE ? 0 : funding.nextNanos);
    }

    /** Takes one look at the premium; returns the index in the market's half ticks, or no price. */
    private long sample(Market market, FundingClock funding) {
        if (funding.terms.rate() != FundingTerms.Rate.PREMIUM) {
            return market.recordedIndex2Ticks();
        }
        Market index = markets.get(funding.terms.indexMarket());
        long index2 = index.book.mid2Ticks();
        if (index2 == Instrument.NO_PRICE) {
            return Instrument.NO_PRICE;
        }
        Instrument ours = market.instrument;
        Instrument theirs = index.instrument;
        int scale = Math.max(ours.tick().scale(), theirs.tick().scale());
        long ourUnits = ours.tick().inUnitsOf(scale);
        long indexUnits = Math.multiplyExact(index2, theirs.tick().inUnitsOf(scale));
        long markUnits = Math.multiplyExact(market.mark2Ticks(), ourUnits);
        funding.premiumSumPpb += Wide.multiplyDivideFloor(markUnits - indexUnits, BILLION, indexUnits);
        funding.premiums++;
        return indexUnits / ourUnits;
    }

    private static long rate(Market market, FundingClock funding) {
        return switch (funding.terms.rate()) {
            case FIXED -> funding.terms.ratePpb();
            case RECORDED -> market.recordedRatePpb();
            case PREMIUM ->
                funding.premiums == 0
                        ? 0
                        : funding.terms.premiumRatePpb(Math.floorDiv(funding.premiumSumPpb, funding.premiums));
        };
    }

    /** Funding changes hands at the market's mark. */
    void pay(Market market, long ratePpb, long fundingNanos) {
        for (int account = 0; account < ledger.clients(); account++) {
            long held = market.positions.held(account);
            long value = market.positions.value(account, market.mark2Ticks());
            long size = Wide.multiplyDivideFloor(value, Math.abs(ratePpb), BILLION);
            long quanta = (held > 0) == (ratePpb > 0) ? -size : size;
            if (held != 0) {
                ledger.settle(account, market.instrument.quoteAsset(), quanta);
                market.funded(new FundingInfo(
                        account, market.instrument.market(), fundingNanos, ratePpb, market.mark2Ticks(), quanta));
            }
        }
    }

    /** Wallet and what positions gained and lost, what spot orders bind taken off; quanta. */
    long equity(int account, int asset) {
        long equity = ledger.free(account, asset);
        for (Market market : perpetuals) {
            if (market.instrument.quoteAsset() == asset && market.mark2Ticks() != Instrument.NO_PRICE) {
                equity += market.positions.unrealised(account, market.mark2Ticks());
            }
        }
        return equity;
    }

    /**
     * Whether the margin allows an order. One that cannot make the larger position that the market's open orders may lead
     * to larger needs none.
     */
    boolean allows(int account, Market market, Side side, long lots, long priceTicks) {
        long added = largestLots(account, market, side, lots);
        if (added == largestLots(account, market, side, 0)) {
            return true;
        }
        int asset = market.instrument.quoteAsset();
        return initialMargin(account, asset, market, side, lots, priceTicks) <= equity(account, asset);
    }

    /** Margin that an account's positions and open orders settled in an asset bind, quanta. */
    long initialMargin(int account, int asset) {
        return initialMargin(account, asset, null, Side.BUY, 0, 0);
    }

    /** The same with one more order in a market. */
    private long initialMargin(int account, int asset, @Nullable Market market, Side side, long lots, long priceTicks) {
        long needed = 0;
        for (Market each : perpetuals) {
            if (each.instrument.quoteAsset() == asset) {
                long most = largestLots(account, each, side, each == market ? lots : 0);
                long mark2Ticks = each.mark2Ticks();
                if (mark2Ticks == Instrument.NO_PRICE && each == market) {
                    mark2Ticks = 2 * priceTicks;
                }
                long value = mark2Ticks == Instrument.NO_PRICE
                        ? 0
                        : each.instrument.valueQuanta(
                                Math.multiplyExact(most, each.instrument.baseQuantaPerLot()), mark2Ticks);
                needed +=
                        Margin.requiredQuanta(value, each.instrument.contract().initialMarginPpb());
            }
        }
        return needed;
    }

    private static long largestLots(int account, Market market, Side side, long lots) {
        long held = market.positions.heldLots(account);
        long bought = held + market.openLots(account, Side.BUY) + (side == Side.BUY ? lots : 0);
        long sold = held - market.openLots(account, Side.SELL) - (side == Side.SELL ? lots : 0);
        return Math.max(Math.abs(bought), Math.abs(sold));
    }

    /** Equity below which an account's positions settled in an asset are closed, quanta. */
    long maintenanceMargin(int account, int asset) {
        long needed = 0;
        for (Market market : perpetuals) {
            if (market.instrument.quoteAsset() == asset && market.mark2Ticks() != Instrument.NO_PRICE) {
                needed += Margin.requiredQuanta(
                        market.positions.value(account, market.mark2Ticks()),
                        market.instrument.contract().maintenanceMarginPpb());
            }
        }
        return needed;
    }

    private void closeIfDue(int account, int asset) {
        long needed = maintenanceMargin(account, asset);
        if (needed == 0 || equity(account, asset) >= needed) {
            return;
        }
        boolean left = false;
        for (Market market : perpetuals) {
            if (market.instrument.quoteAsset() == asset) {
                market.orders(account).open().forEach(order -> market.end(order, OrderStatus.EXPIRED));
            }
        }
        for (Market market : perpetuals) {
            long lots = market.positions.heldLots(account);
            if (market.instrument.quoteAsset() == asset && lots != 0) {
                forcedOrders++;
                market.close(account, lots, forcedOrders);
                left |= market.positions.held(account) != 0;
            }
        }
        if (!left && ledger.free(account, asset) < 0) {
            ledger.settle(account, asset, -ledger.free(account, asset));
            listener.onBalance(
                    account, clock.nowNanos, asset, ledger.free(account, asset), ledger.locked(account, asset));
        }
    }
}
