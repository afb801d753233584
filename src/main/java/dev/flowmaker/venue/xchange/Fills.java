package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.Fill;
import dev.flowmaker.venue.Inbox;
import java.math.BigDecimal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts commission into fills. It may be taken in an asset the session does not know, and then somebody must hear of it. */
final class Fills {
    private static final Logger LOG = LoggerFactory.getLogger(Fills.class);

    private final Session session;
    private final ChannelState user;
    private final Inbox inbox;

    Fills(Session session, ChannelState user, Inbox inbox) {
        this.session = session;
        this.user = user;
        this.inbox = inbox;
    }

    /** Delivers a fill with its commission. Without a known asset it has none: the position still counts. */
    void deliver(Fill fill, Session.Market market, BigDecimal commission, String assetCode) {
        int asset = session.assetIndex(assetCode);
        if (asset != Session.NO_ASSET) {
            fill.feeAsset = asset;
            fill.feeQuanta = Units.quanta(session.asset(asset), commission);
            inbox.offer(fill);
            return;
        }
        fill.feeAsset = market.instrument().quoteAsset();
        fill.feeQuanta = 0;
        inbox.offer(fill);
        if (commission.signum() != 0) {
            String text = "trade " + fill.tradeId + " in " + market.instrument().symbol() + " cost "
                    + commission.toPlainString() + " " + assetCode + ", an asset this session does not know:"
                    + " not in its books. Name it among the extra assets";
            LOG.error(text);
            user.remark(text);
        }
    }
}
