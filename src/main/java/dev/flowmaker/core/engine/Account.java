package dev.flowmaker.core.engine;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.market.Instrument;
import java.util.List;

/** What the markets come to together: by asset, and in open orders. */
final class Account {
    private final Desk desk;
    private final List<MarketMaker> markets;
    private final long[] openingQuanta;
    private boolean opened;

    Account(Desk desk, List<MarketMaker> markets) {
        this.desk = desk;
        this.markets = markets;
        this.openingQuanta = new long[desk.settings.assets().size()];
    }

    /** Positions go on being counted from where they were. */
    void inherit(Account before) {
        StateCopy.copy(before::visitState, this::visitState);
    }

    /** The balances are known: positions are counted from here. */
    void open() {
        if (opened) {
            return;
        }
        opened = true;
        for (int asset = 0; asset < openingQuanta.length; asset++) {
            openingQuanta[asset] = desk.ledger.expectedQuanta(asset);
        }
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

    /** Held beyond the opening if every open order that adds to the asset filled, and no other. */
    long mostQuanta(int asset) {
        return beyondOpening(asset) + open(asset, Side.BUY);
    }

    /** Held beyond the opening if every open order that takes from the asset filled, and no other. */
    long leastQuanta(int asset) {
        return beyondOpening(asset) - open(asset, Side.SELL);
    }

    private long beyondOpening(int asset) {
        return opened ? desk.ledger.expectedQuanta(asset) - openingQuanta[asset] : 0;
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
            if (instrument.quoteAsset() == asset) {
                sum += market.orders.openNotionalQuanta(side.opposite(), instrument);
            }
        }
        return sum;
    }

    /** What the larger possible position of each market with this quote asset is worth, summed, its quanta. */
    long grossQuanta(int quoteAsset) {
        long sum = 0;
        for (int i = 0; i < markets.size(); i++) {
            if (markets.get(i).instrument.quoteAsset() == quoteAsset) {
                sum += markets.get(i).grossQuanta();
            }
        }
        return sum;
    }

    void visitState(StateVisitor v) {
        v.begin("account");
        opened = v.flag("opened", opened);
        for (int i = 0; i < openingQuanta.length; i++) {
            openingQuanta[i] = v.int64("openingQuanta", openingQuanta[i]);
        }
        v.end();
    }
}
