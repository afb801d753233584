package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.inventory.EntryCost;
import dev.flowmaker.core.market.Instrument;

/** Every account's position in one perpetual, the street's too: they sum to nothing. */
final class Positions {
    private final Instrument instrument;
    private final long[] quanta;
    private final long[] costs;

    Positions(Instrument instrument, int accounts) {
        this.instrument = instrument;
        quanta = new long[accounts];
        costs = new long[accounts];
    }

    /** Takes one side of a trade in; returns what it realised, quanta of the settlement. */
    long trade(int account, Side side, long priceTicks, long lots) {
        long traded = side.sign() * Math.multiplyExact(lots, instrument.baseQuantaPerLot());
        long cash = instrument.cashQuanta(side, priceTicks, lots);
        long before = costs[account];
        costs[account] = EntryCost.after(quanta[account], before, traded, cash);
        quanta[account] = Math.addExact(quanta[account], traded);
        return EntryCost.realised(before, costs[account], cash);
    }

    /** An account's position as it was elsewhere; the street has the other side of it. */
    void goOnWith(int account, long heldQuanta, long costQuanta) {
        int street = quanta.length - 1;
        quanta[account] = Math.addExact(quanta[account], heldQuanta);
        costs[account] = Math.addExact(costs[account], costQuanta);
        quanta[street] = Math.subtractExact(quanta[street], heldQuanta);
        costs[street] = Math.subtractExact(costs[street], costQuanta);
    }

    /** Contracts' quanta, with a sign. */
    long held(int account) {
        return quanta[account];
    }

    long heldLots(int account) {
        return quanta[account] / instrument.baseQuantaPerLot();
    }

    /** What it cost, quanta of the settlement. */
    long cost(int account) {
        return costs[account];
    }

    /** Gained and not realised at a mark in half ticks, quanta of the settlement. */
    long unrealised(int account, long mark2Ticks) {
        return instrument.markQuanta(quanta[account], mark2Ticks) - costs[account];
    }

    /** What it is worth either way, quanta of the settlement. */
    long value(int account, long mark2Ticks) {
        return instrument.valueQuanta(Math.abs(quanta[account]), mark2Ticks);
    }

    int accounts() {
        return quanta.length;
    }
}
