package dev.flowmaker.core.event;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import java.util.ArrayList;
import java.util.List;

/** First record of a session: all that is needed to build the same engine again. */
public final class SessionStarted extends Message {
    /** An asset's code, the scale of its quantum, and the index of the venue that it is held at. */
    public record AssetRow(String code, int scale, int venue) {
        /** Of the only venue. */
        public AssetRow(String code, int scale) {
            this(code, scale, 0);
        }
    }

    /** An instrument's rules; assets by index. */
    public record InstrumentRow(
            String symbol,
            String venueSymbol,
            int baseAsset,
            int quoteAsset,
            Decimal tick,
            Decimal lot,
            long minLots,
            long maxLots,
            long minPriceTicks,
            long maxPriceTicks,
            long minNotionalQuanta,
            long makerFeePpb,
            long takerFeePpb,
            Contract contract) {
        /** Of a spot market. */
        public InstrumentRow(
                String symbol,
                String venueSymbol,
                int baseAsset,
                int quoteAsset,
                Decimal tick,
                Decimal lot,
                long minLots,
                long maxLots,
                long minPriceTicks,
                long maxPriceTicks,
                long minNotionalQuanta,
                long makerFeePpb,
                long takerFeePpb) {
            this(
                    symbol,
                    venueSymbol,
                    baseAsset,
                    quoteAsset,
                    tick,
                    lot,
                    minLots,
                    maxLots,
                    minPriceTicks,
                    maxPriceTicks,
                    minNotionalQuanta,
                    makerFeePpb,
                    takerFeePpb,
                    Contract.SPOT);
        }

        /** The same under another name, its assets so much later in the session. */
        public InstrumentRow placed(String name, int firstAsset) {
            return new InstrumentRow(
                    name,
                    venueSymbol,
                    firstAsset + baseAsset,
                    firstAsset + quoteAsset,
                    tick,
                    lot,
                    minLots,
                    maxLots,
                    minPriceTicks,
                    maxPriceTicks,
                    minNotionalQuanta,
                    makerFeePpb,
                    takerFeePpb,
                    contract);
        }
    }

    /** Version of flowmaker that wrote it. */
    public String version = "";
    /** Version of the Java runtime. */
    public String jdk = "";
    /** The daemon's name. */
    public String name = "";
    /** Who fills the orders: sim, paper, testnet, live, or virtual. */
    public String mode = "";
    /** This session's number, part of every order id. */
    public int epoch;
    /** The effective configuration as JSON, secrets left out. */
    public String configuration = "";

    /** Names of the venues, by index; of older journals none. */
    public final List<String> venues = new ArrayList<>();

    public final List<AssetRow> assets = new ArrayList<>();
    public final List<InstrumentRow> instruments = new ArrayList<>();

    @Override
    public MessageKind kind() {
        return MessageKind.SESSION_STARTED;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.text("version", version);
        out.text("jdk", jdk);
        out.text("name", name);
        out.text("mode", mode);
        out.int64("epoch", epoch);
        out.text("configuration", configuration);
        out.beginGroup("venues", venues.size());
        for (int i = 0; i < venues.size(); i++) {
            out.beginItem(i);
            out.text("name", venues.get(i));
            out.endItem();
        }
        out.endGroup();
        out.beginGroup("assets", assets.size());
        for (int i = 0; i < assets.size(); i++) {
            out.beginItem(i);
            out.text("code", assets.get(i).code());
            out.int64("scale", assets.get(i).scale());
            out.int64("venue", assets.get(i).venue());
            out.endItem();
        }
        out.endGroup();
        out.beginGroup("instruments", instruments.size());
        for (int i = 0; i < instruments.size(); i++) {
            InstrumentRow row = instruments.get(i);
            out.beginItem(i);
            out.text("symbol", row.symbol());
            out.text("venueSymbol", row.venueSymbol());
            out.int64("baseAsset", row.baseAsset());
            out.int64("quoteAsset", row.quoteAsset());
            out.text("tick", row.tick().toString());
            out.text("lot", row.lot().toString());
            out.int64("minLots", row.minLots());
            out.int64("maxLots", row.maxLots());
            out.int64("minPriceTicks", row.minPriceTicks());
            out.int64("maxPriceTicks", row.maxPriceTicks());
            out.int64("minNotionalQuanta", row.minNotionalQuanta());
            out.int64("makerFeePpb", row.makerFeePpb());
            out.int64("takerFeePpb", row.takerFeePpb());
            out.symbol("contractKind", row.contract().kind());
            out.text("contractSize", row.contract().size().toString());
            out.int64("initialMarginPpb", row.contract().initialMarginPpb());
            out.int64("maintenanceMarginPpb", row.contract().maintenanceMarginPpb());
            out.endItem();
        }
        out.endGroup();
    }
}
