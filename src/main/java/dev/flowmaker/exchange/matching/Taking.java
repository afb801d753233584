package dev.flowmaker.exchange.matching;

/** What an incoming order would trade at once. */
public final class Taking {
    private final long wantedLots;
    private final long quantaPerLotTick;
    private final long maxQuanta;
    private long lots;
    private long quanta;
    private boolean outOfQuanta;

    Taking(long wantedLots, long quantaPerLotTick, long maxQuanta) {
        this.wantedLots = wantedLots;
        this.quantaPerLotTick = quantaPerLotTick;
        this.maxQuanta = maxQuanta;
    }

    public long lots() {
        return lots;
    }

    /** Their value, quote quanta. */
    public long quanta() {
        return quanta;
    }

    boolean complete() {
        return outOfQuanta || lots == wantedLots;
    }

    void add(long priceTicks, long availableLots) {
        long lotQuanta = Math.multiplyExact(priceTicks, quantaPerLotTick);
        long affordable = (maxQuanta - quanta) / lotQuanta;
        long wanted = Math.min(availableLots, wantedLots - lots);
        long taken = Math.min(wanted, affordable);
        outOfQuanta = affordable < wanted;
        lots += taken;
        quanta = Math.addExact(quanta, Math.multiplyExact(taken, lotQuanta));
    }
}
