package dev.flowmaker.daemon;

import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.MarketSpec;
import dev.flowmaker.config.PaperSpec;
import dev.flowmaker.config.VenueSettings;
import dev.flowmaker.core.market.TouchFeed;
import dev.flowmaker.exchange.virtual.PaperGateway;
import dev.flowmaker.exchange.virtual.PaperSettings;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.MarketData;
import dev.flowmaker.venue.xchange.BinanceGateway;
import dev.flowmaker.venue.xchange.BinanceMarketData;
import dev.flowmaker.venue.xchange.BitmexGateway;
import dev.flowmaker.venue.xchange.BitmexMarketData;
import dev.flowmaker.venue.xchange.BitstampMarketData;
import dev.flowmaker.venue.xchange.KrakenGateway;
import dev.flowmaker.venue.xchange.KrakenMarketData;
import dev.flowmaker.venue.xchange.XchangeSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Makes the gateway that a configuration asks for: the one place where a protocol is given its adapter. */
public final class VenueGateways implements GatewayFactory {
    private final DaemonSettings settings;
    private final Credentials credentials;

    public VenueGateways(DaemonSettings settings, Credentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    @Override
    public Gateway create(LongSupplier utcNanos) {
        VenueSettings venue = settings.venue();
        if (venue.mode() == VenueSettings.Mode.PAPER) {
            return paper(utcNanos);
        }
        XchangeSettings access = access(
                settings.name(),
                venue,
                settings.symbols(),
                touchSymbols(),
                depth(),
                credentials::key,
                credentials::secret);
        return switch (venue.protocol()) {
            case BINANCE -> new BinanceGateway(access, utcNanos);
            case KRAKEN -> new KrakenGateway(access, utcNanos);
            case BITMEX -> new BitmexGateway(access, utcNanos);
            case BITSTAMP -> throw unspoken(venue);
        };
    }

    private List<String> touchSymbols() {
        return settings.markets().stream()
                .filter(market -> market.book().touch() == TouchFeed.MERGED)
                .map(MarketSpec::symbol)
                .toList();
    }

    private int depth() {
        return settings.markets().stream()
                .mapToInt(market -> market.book().depth())
                .max()
                .orElseThrow();
    }

    private Gateway paper(LongSupplier utcNanos) {
        PaperSpec paper = settings.venue().paper();
        MarketData data = marketData(
                settings.name(),
                settings.venue(),
                settings.symbols(),
                touchSymbols(),
                Math.max(paper.depth(), depth()),
                utcNanos);
        return new PaperGateway(
                data,
                new PaperSettings(
                        settings.name(),
                        paper.balances(),
                        paper.makerFeePpb(),
                        paper.takerFeePpb(),
                        settings.simulation().latency(),
                        settings.simulation().limits(),
                        settings.simulation().fills(),
                        settings.markets().stream()
                                .map(market -> new PaperSettings.Followed(
                                        market.book().depth(), market.book().touch() == TouchFeed.MERGED))
                                .toList()),
                utcNanos);
    }

    /**
     * A venue's market data alone, without a key.
     *
     * @param name of the daemon
     * @param touchSymbols the markets whose best prices are asked for too
     * @param depth levels of each side of a book
     */
    static MarketData marketData(
            String name,
            VenueSettings venue,
            List<String> symbols,
            List<String> touchSymbols,
            int depth,
            LongSupplier utcNanos) {
        XchangeSettings access = access(name, venue, symbols, touchSymbols, depth, () -> "", () -> "");
        return switch (venue.protocol()) {
            case BINANCE -> new BinanceMarketData(access, utcNanos);
            case KRAKEN -> new KrakenMarketData(access, utcNanos);
            case BITMEX -> new BitmexMarketData(access, utcNanos);
            case BITSTAMP -> new BitstampMarketData(access, utcNanos);
        };
    }

    /** The configuration refuses these before. */
    private static IllegalStateException unspoken(VenueSettings venue) {
        return new IllegalStateException(venue.protocol().title() + " is not spoken in mode "
                + venue.mode().text());
    }

    private static XchangeSettings access(
            String name,
            VenueSettings venue,
            List<String> symbols,
            List<String> touchSymbols,
            int depth,
            Supplier<String> key,
            Supplier<String> secret) {
        return new XchangeSettings(
                        venue.protocol(),
                        name,
                        venue.network(),
                        venue.restUri(),
                        venue.streamUri(),
                        venue.wsApiUri(),
                        symbols,
                        venue.feeAssets(),
                        key,
                        secret,
                        touchSymbols,
                        depth,
                        Duration.ofNanos(venue.connectTimeoutNanos()),
                        Duration.ofNanos(venue.requestTimeoutNanos()),
                        Duration.ofNanos(venue.receiveWindowNanos()),
                        Duration.ofNanos(venue.reconnectNanos()),
                        Duration.ofNanos(venue.silenceNanos()))
                .withReplaceAfter(Duration.ofNanos(venue.replaceNanos()));
    }
}
