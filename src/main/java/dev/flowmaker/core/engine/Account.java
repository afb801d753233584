package dev.flowmaker.core.engine;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.Wide;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.risk.Exposure;
import dev.flowmaker.core.risk.Margin;
import java.util.List;

/** What the markets come to together: by asset, and in open orders. */
final class Account {
    private final Desk desk;
    private final List<MarketMaker> markets;
    private final long[] openingQuanta;
    /** By venue. */
    private final boolean[] opened;

    Account(Desk desk, List<MarketMaker> markets) {
        this.desk = desk;
        this.markets = markets;
        this.openingQuanta = new long[desk.settings.assets().size()];
        this.opened = new boolean[desk.settings.venues().size()];
    }

    /** Positions go on being counted from where they were. */
    void inherit(Account before) {
        StateCopy.copy(before::visitState, this::visitState);
    }

    /** A venue's balances are known: positions there are counted from here. */
    void open(int venue) {
        if (opened[venue]) {
            return;
        }
        opened[venue] = true;
        for (int asset = 0; asset < openingQuanta.length; asset++) {
            if (venueOf(asset) == venue) {
                openingQuanta[asset] = desk.ledger.walletQuanta(asset);
            }
        }
    }

    /** A venue began anew: what it says next is the opening. */
    void forget(int venue) {
        opened[venue] = false;
    }

    private int venueOf(int asset) {
        return desk.settings.assets().get(asset).venue();
    }

    /** Quanta of an asset that open orders bind. */
    long boundQuanta(int asset) {
        long bound = 0;
        for (int i = 0; i < markets.size(); i++) {
            bound += markets.get(i).boundQuanta(asset);
        }
        return bound;
    }

    /** Orders not known to have ended. */
    int openOrders() {
        int open = 0;
        for (int i = 0; i < markets.size(); i++) {
            open += markets.get(i).orders.openCount();
        }
        return open;
    }

    /** Held at all venues beyond the opening if every open order that adds to the asset filled, and no other. */
    long mostQuanta(int asset) {
        long sum = 0;
        for (int each = 0; each < openingQuanta.length; each++) {
            if (desk.codes.same(each, asset)) {
                sum += desk.codes.up(each, beyondOpening(each) + open(each, Side.BUY));
            }
        }
        return desk.codes.of(asset, sum);
    }

    /** Held at all venues beyond the opening if every open order that takes from the asset filled, and no other. */
    long leastQuanta(int asset) {
        long sum = 0;
        for (int each = 0; each < openingQuanta.length; each++) {
            if (desk.codes.same(each, asset)) {
                sum += desk.codes.down(each, beyondOpening(each) - open(each, Side.SELL));
            }
        }
        return desk.codes.of(asset, sum);
    }

    private long beyondOpening(int asset) {
        return opened[venueOf(asset)] ? desk.ledger.walletQuanta(asset) - openingQuanta[asset] : 0;
    }

    /** What open orders may still bring (buys of the asset) or take (sells of it). */
    private long open(int asset, Side side) {
        long sum = 0;
        for (int i = 0; i < markets.size(); i++) {
            MarketMaker market = markets.get(i);
            Instrument instrument = market.instrument;
            if (instrument.baseAsset() == asset) {
                sum += market.orders.openLots(side) * instrument.baseQuantaPerLot();
            }
            if (instrument.quoteAsset() == asset && !instrument.isPerpetual()) {
                sum += market.orders.openNotionalQuanta(side.opposite(), instrument);
            }
        }
        return sum;
    }

    /** What the larger possible position of each market with this quote asset, at all venues, is worth, summed, its quanta. */
    long grossQuanta(int quoteAsset) {
        long sum = 0;
        for (int i = 0; i < markets.size(); i++) {
            int quote = markets.get(i).instrument.quoteAsset();
            if (desk.codes.same(quote, quoteAsset)) {
                sum += desk.codes.up(quote, markets.get(i).grossQuanta());
            }
        }
        return desk.codes.of(quoteAsset, sum);
    }

    /** What margin is measured against: the wallet and what positions settled in the asset gained and lost at their marks. */
    long equityQuanta(int asset) {
        long equity = desk.ledger.expectedQuanta(asset);
        for (int i = 0; i < markets.size(); i++) {
            MarketMaker market = markets.get(i);
            if (market.instrument.isPerpetual() && market.instrument.quoteAsset() == asset) {
                equity += market.positionMarkQuanta();
            }
        }
        return equity;
    }

    /** Fills in what the margin of a perpetual is held against. */
    void describeMargin(MarketMaker of, Exposure e) {
        int asset = of.instrument.quoteAsset();
        e.positionQuanta = of.positionQuanta();
        e.mark2Ticks = of.mark2Ticks();
        e.equityQuanta = equityQuanta(asset) - boundQuanta(asset);
        e.otherValueQuanta = 0;
        e.otherInitialQuanta = 0;
        e.otherMaintenanceQuanta = 0;
        for (int i = 0; i < markets.size(); i++) {
            MarketMaker other = markets.get(i);
            if (other != of && other.instrument.isPerpetual() && other.instrument.quoteAsset() == asset) {
                Contract contract = other.instrument.contract();
                long value = other.largestValueQuanta();
                e.otherValueQuanta += value;
                e.otherInitialQuanta += Margin.requiredQuanta(value, contract.initialMarginPpb());
                e.otherMaintenanceQuanta += Margin.requiredQuanta(value, contract.maintenanceMarginPpb());
            }
        }
    }

    /** Tells a perpetual's breakers how the account is. */
    void watchMargin(MarketMaker of) {
        if (!of.guard.watchesAccount() || of.mark2Ticks() == Instrument.NO_PRICE || !opened[of.instrument.venue()]) {
            return;
        }
        of.guard.onAccount(
                desk.nowNanos,
                of.positionQuanta(),
                of.positionValueQuanta(),
                equityQuanta(of.instrument.quoteAsset()),
                positionValueQuanta(of.instrument.quoteAsset()),
                otherMaintenanceQuanta(of));
    }

    /** How a perpetual's position and its account are. */
    MarginState margin(MarketMaker of) {
        int asset = of.instrument.quoteAsset();
        long equity = equityQuanta(asset);
        return new MarginState(
                of.positionQuanta(),
                desk.ledger.costQuanta(of.instrument.baseAsset()),
                equity,
                Margin.leverageMilli(positionValueQuanta(asset), equity),
                Margin.liquidationPpb(
                        of.instrument.contract().kind(),
                        of.positionQuanta() > 0 ? Side.BUY : Side.SELL,
                        of.positionValueQuanta(),
                        equity - otherMaintenanceQuanta(of),
                        of.instrument.contract().maintenanceMarginPpb()));
    }

    /** What all perpetuals' positions settled in an asset are worth, each either way, its quanta. */
    private long positionValueQuanta(int asset) {
        long total = 0;
        for (int i = 0; i < markets.size(); i++) {
            MarketMaker each = markets.get(i);
            if (each.instrument.isPerpetual() && each.instrument.quoteAsset() == asset) {
                total += each.positionValueQuanta();
            }
        }
        return total;
    }

    /** Maintenance margin of the others that are settled in the same. */
    private long otherMaintenanceQuanta(MarketMaker than) {
        long others = 0;
        for (int i = 0; i < markets.size(); i++) {
            MarketMaker each = markets.get(i);
            if (each != than
                    && each.instrument.isPerpetual()
                    && each.instrument.quoteAsset() == than.instrument.quoteAsset()) {
                others += Margin.requiredQuanta(
                        each.positionValueQuanta(), each.instrument.contract().maintenanceMarginPpb());
            }
        }
        return others;
    }

    /**
     * What an amount of one asset is worth in another: at the mid of a spot market of theirs in this session, else at the
     * price configured; {@link ProfitAndLoss#UNKNOWN_VALUE} when there is neither.
     */
    long valueQuanta(int asset, long quanta, int inAsset) {
        for (int i = 0; i < markets.size(); i++) {
            Instrument instrument = markets.get(i).instrument;
            long mid2Ticks = markets.get(i).profitAndLoss.mid2Ticks();
            if (instrument.baseAsset() == asset
                    && instrument.quoteAsset() == inAsset
                    && !instrument.isPerpetual()
                    && mid2Ticks != Instrument.NO_PRICE) {
                return instrument.valueQuanta(quanta, mid2Ticks);
            }
        }
        for (FeePrice price : desk.settings.feePrices()) {
            if (price.asset() == asset && price.inAsset() == inAsset) {
                long unit = Decimal.powerOfTen(desk.settings.assets().get(asset).scale());
                return Wide.multiplyDivideFloor(quanta, price.quantaPerUnit(), unit);
            }
        }
        return ProfitAndLoss.UNKNOWN_VALUE;
    }

    void visitState(StateVisitor v) {
        v.begin("account");
        for (int i = 0; i < opened.length; i++) {
            opened[i] = v.flag("opened", opened[i]);
        }
        for (int i = 0; i < openingQuanta.length; i++) {
            openingQuanta[i] = v.int64("openingQuanta", openingQuanta[i]);
        }
        v.end();
    }
}
