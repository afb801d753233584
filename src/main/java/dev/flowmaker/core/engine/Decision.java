package dev.flowmaker.core.engine;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.market.Instrument;
import java.util.ArrayList;
import java.util.List;

/** One quoting evaluation of one market, also when nothing changes: what was seen, what was wanted and what is done. */
public final class Decision extends Message {
    /** The kind of input that led to it. */
    public MessageKind trigger = MessageKind.BOOK_UPDATE;
    /** Best bid without our own orders, or {@link Instrument#NO_PRICE}. */
    public long bidTicks = Instrument.NO_PRICE;

    public long bidLots;
    /** Best ask without our own orders, or {@link Instrument#NO_PRICE}. */
    public long askTicks = Instrument.NO_PRICE;

    public long askLots;
    /** Best level flow of the last frame, e_n, lots. */
    public long flowLots;
    /** Volatility of the mid that quotes were made with, ticks per square root of a second; 0 while it is not known. */
    public double volatility;
    /** Base held minus target, base quanta. */
    public long inventoryQuanta;
    /** Middle plus every signal's contribution plus the inventory shift, millionths of a tick. */
    public long fairMicroTicks;
    /** A of the fill intensity that quotes were made with, per second; 0 while it is not known. */
    public double intensity;
    /** Its k, per tick; 0 while it is not known. */
    public double intensityDecay;
    /** What the mid is expected to move against a buy of ours, millionths of a tick. */
    public long buyMarkoutMicroTicks;
    /** The same for a sell. */
    public long sellMarkoutMicroTicks;

    private final List<SignalLine> signals = new ArrayList<>();
    private int signalCount;
    private final List<QuoteLine> quotes = new ArrayList<>();
    private int quoteCount;

    /** Forgets all lines; the lines themselves are kept for use again. */
    public void clear() {
        signalCount = 0;
        quoteCount = 0;
        bidTicks = Instrument.NO_PRICE;
        bidLots = 0;
        askTicks = Instrument.NO_PRICE;
        askLots = 0;
        flowLots = 0;
        volatility = 0;
        inventoryQuanta = 0;
        fairMicroTicks = 0;
        intensity = 0;
        intensityDecay = 0;
        buyMarkoutMicroTicks = 0;
        sellMarkoutMicroTicks = 0;
    }

    public SignalLine addSignal() {
        if (signalCount == signals.size()) {
            signals.add(new SignalLine());
        }
        return signals.get(signalCount++);
    }

    public QuoteLine addQuote() {
        if (quoteCount == quotes.size()) {
            quotes.add(new QuoteLine());
        }
        QuoteLine line = quotes.get(quoteCount++);
        line.clear();
        return line;
    }

    public int signals() {
        return signalCount;
    }

    public SignalLine signal(int index) {
        return signals.get(index);
    }

    public int quotes() {
        return quoteCount;
    }

    public QuoteLine quote(int index) {
        return quotes.get(index);
    }

    @Override
    public MessageKind kind() {
        return MessageKind.DECISION;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.symbol("trigger", trigger);
        out.int64("bidTicks", bidTicks);
        out.int64("bidLots", bidLots);
        out.int64("askTicks", askTicks);
        out.int64("askLots", askLots);
        out.int64("flowLots", flowLots);
        out.real("volatility", volatility);
        out.int64("inventoryQuanta", inventoryQuanta);
        out.int64("fairMicroTicks", fairMicroTicks);
        out.real("intensity", intensity);
        out.real("intensityDecay", intensityDecay);
        out.int64("buyMarkoutMicroTicks", buyMarkoutMicroTicks);
        out.int64("sellMarkoutMicroTicks", sellMarkoutMicroTicks);
        out.beginGroup("signals", signalCount);
        for (int i = 0; i < signalCount; i++) {
            out.beginItem(i);
            signals.get(i).describe(out);
            out.endItem();
        }
        out.endGroup();
        out.beginGroup("quotes", quoteCount);
        for (int i = 0; i < quoteCount; i++) {
            out.beginItem(i);
            quotes.get(i).describe(out);
            out.endItem();
        }
        out.endGroup();
    }
}
