package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.FeeSchedule;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.FundingTerms;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.synthetic.FlowSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A server on a free port with an inverse and a linear perpetual, and two accounts, rich in what these are settled in. */
final class BitmexTestVenue implements AutoCloseable {
    static final String INVERSE = "XBTUSD";
    static final String LINEAR = "XBTUSDT";
    static final int BTC = 1;
    static final int USDT = 3;
    static final long FUNDING_PPB = 100_000;
    static final BitmexLimits GENEROUS = new BitmexLimits(6_000_000, 6_000_000, 100_000, 100, 1_000_000_000);

    /** XChange decodes secrets as URL-safe base 64. */
    private static final String SECRET = "c2VjcmV0LW9mLWFsaWNl";

    private static final List<Asset> ASSETS = List.of(
            new Asset("BTC/USD:BTC", 0), new Asset("BTC", 8), new Asset("BTC/USDT:USDT", 0), new Asset("USDT", 6));
    private static final long MILLI = 1_000_000;

    final ExchangeServer server;
    final BitmexTestClient alice;
    final BitmexTestClient bob;
    final BitmexTestClient reader;

    private BitmexTestVenue(
            MarketSource inverse, MarketSource linear, long fundingNanos, UnaryOperator<BitmexServerSettings> change) {
        List<ApiKey> keys = List.of(
                new ApiKey(0, "alice", SECRET),
                new ApiKey(1, "bob", SECRET + "Ym9i"),
                new ApiKey(0, "reader", SECRET, Set.of(ApiKey.Right.READ)));
        BitmexServerSettings settings =
                change.apply(BitmexServerSettings.of(keys).withLimits(GENEROUS));
        long startNanos = (System.currentTimeMillis() + settings.clockOffsetNanos() / MILLI) * MILLI;
        FundingTerms funding = FundingTerms.fixed(fundingNanos, FUNDING_PPB);
        ExchangeSettings exchange = ExchangeSettings.of(
                startNanos,
                ASSETS,
                List.of(setup(inverse(), inverse, funding), setup(linear(), linear, FundingTerms.NONE)),
                List.of(
                        new AccountSetup("alice", List.of(0L, 10_00000000L, 0L, 1_000_000_000000L)),
                        new AccountSetup("bob", List.of(0L, 10_00000000L, 0L, 1_000_000_000000L))));
        try {
            server = BitmexServer.start("127.0.0.1", 0, exchange, settings, new DeafListener());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        alice = new BitmexTestClient(server.port(), keys.get(0), settings.clockOffsetNanos());
        bob = new BitmexTestClient(server.port(), keys.get(1), settings.clockOffsetNanos());
        reader = new BitmexTestClient(server.port(), keys.get(2), settings.clockOffsetNanos());
    }

    /** Markets where nothing happens but what clients do. */
    static BitmexTestVenue quiet() {
        return quiet(UnaryOperator.identity());
    }

    static BitmexTestVenue quiet(UnaryOperator<BitmexServerSettings> change) {
        return new BitmexTestVenue(
                new MarketSource.ClientsOnly(), new MarketSource.ClientsOnly(), 8 * 3_600_000_000_000L, change);
    }

    /** The same, with funding each second. */
    static BitmexTestVenue funded() {
        return new BitmexTestVenue(
                new MarketSource.ClientsOnly(),
                new MarketSource.ClientsOnly(),
                1_000_000_000L,
                UnaryOperator.identity());
    }

    /** Markets that live. */
    static BitmexTestVenue busy(long seed) {
        FlowSettings flow = FlowSettings.bitcoin(seed);
        return new BitmexTestVenue(
                new MarketSource.Synthetic(flow.of(inverse(), 120_000)),
                new MarketSource.Synthetic(flow.of(linear(), 600_000)),
                8 * 3_600_000_000_000L,
                UnaryOperator.identity());
    }

    private static MarketSetup setup(Instrument instrument, MarketSource source, FundingTerms funding) {
        return new MarketSetup(instrument, source, FillModel.RISK_AVERSE, FeeSchedule.flat(instrument), funding);
    }

    /** A dollar a contract, half a dollar a tick, a rebate of one basis point for makers. */
    static Instrument inverse() {
        return instrument(0, "BTC/USD:BTC", INVERSE, BTC, new Decimal(5, 1), ContractKind.INVERSE, new Decimal(1, 0));
    }

    /** A millionth of a bitcoin a contract. */
    static Instrument linear() {
        return instrument(1, "BTC/USDT:USDT", LINEAR, USDT, new Decimal(1, 1), ContractKind.LINEAR, new Decimal(1, 6));
    }

    private static Instrument instrument(
            int market, String symbol, String name, int settlement, Decimal tick, ContractKind kind, Decimal size) {
        return new Instrument(
                market,
                symbol,
                name,
                ASSETS.get(settlement - 1),
                settlement - 1,
                ASSETS.get(settlement),
                settlement,
                tick,
                new Decimal(100, 0),
                1,
                100_000,
                1,
                10_000_000,
                0,
                -100_000,
                500_000,
                new Contract(kind, size, 10_000_000, 5_000_000));
    }

    @Override
    public void close() {
        server.close();
    }
}
