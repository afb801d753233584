package dev.flowmaker.config;

import com.typesafe.config.ConfigList;
import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.Symbol;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.FundingTerms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the markets of a local exchange: spot markets, and perpetuals with their contracts and funding. */
final class ExchangeMarkets {
    private static final long MAX_LOTS = 900_000_000_000L;
    private static final long MAX_TICKS = 1_000_000_000_000L;
    private static final long MAX_CONTRACT_LOTS = 10_000_000;
    /** Of contracts, in the quote asset. */
    private static final long MAX_CONTRACT_PRICE = 1_000_000;

    private static final Symbol EXAMPLE = Symbol.parse("BTC/USDT");

    private final ExchangeSpec.Protocol protocol;
    private final ExchangeAssets assets;

    private ExchangeMarkets(ExchangeSpec.Protocol protocol, ExchangeAssets assets) {
        this.protocol = protocol;
        this.assets = assets;
    }

    static List<ExchangeSpec.Market> read(
            List<Section> sections, ExchangeSpec.Protocol protocol, ExchangeAssets assets) {
        ExchangeMarkets reader = new ExchangeMarkets(protocol, assets);
        List<String> symbols =
                sections.stream().map(at -> at.textOr("symbol", "")).toList();
        List<ExchangeSpec.Market> markets = new ArrayList<>();
        for (Section at : sections) {
            ExchangeSpec.Market market = reader.market(at, markets.size(), symbols);
            if (market != null) {
                markets.add(market);
            }
        }
        return markets;
    }

    private ExchangeSpec.@Nullable Market market(Section at, int index, List<String> symbols) {
        Symbol name = at.read("symbol", EXAMPLE, Symbol::parse);
        checkTraded(at, name);
        ExchangeSpec.Source source = at.choice("source", ExchangeSpec.Source.class);
        long seed = at.read("seed", 0L, text -> Units.whole(text, 0, Long.MAX_VALUE));
        BigDecimal startPrice = at.amount("start-price", name.quote()).value();
        List<Path> files = files(at, source, name);
        double speed = at.decimal("speed", 0.01, 1000);
        FillModel fills = SimulationSpec.fillModel(at);
        BigDecimal tick = at.amount("tick", name.quote()).value();
        BigDecimal lot = at.amount("lot", name.isPerpetual() ? Units.CONTRACTS : name.base())
                .value();
        BigDecimal minNotional = at.amount("min-notional", name.settlement()).value();
        if (name.isPerpetual() && lot.stripTrailingZeros().scale() > 0) {
            at.problem("lot", "must be a whole number of contracts");
        }
        if (protocol == ExchangeSpec.Protocol.KRAKEN && !isPowerOfTen(lot)) {
            at.problem(
                    "lot",
                    "must be 1 or a power of ten below it, as Kraken's volumes have whole decimals: write 0.00001");
        }
        if (protocol == ExchangeSpec.Protocol.BITSTAMP) {
            for (String key : List.of("tick", "lot")) {
                if (!isPowerOfTen(key.equals("tick") ? tick : lot)) {
                    at.problem(
                            key,
                            "must be 1 or a power of ten below it, as Bitstamp's prices and amounts have whole decimals:"
                                    + " write 0.01");
                }
            }
        }
        long makerFee = at.read("maker-fee", 0L, Units::signedPpb);
        long takerFee = at.read("taker-fee", 0L, Units::signedPpb);
        Section contractAt = at.section("contract");
        Contract contract = new ContractSpec(contractAt, name).complete(Contract.SPOT);
        FundingTerms funding = funding(at.section("funding"), name, symbols);
        boolean sound =
                at.sound("symbol", "tick", "lot", "min-notional", "start-price", "maker-fee", "taker-fee", "files")
                        && contractAt.sound("size", "initial-margin", "maintenance-margin");
        if (!sound) {
            return null;
        }
        try {
            Instrument instrument =
                    instrument(index, name, contract, decimal(tick), decimal(lot), minNotional, makerFee, takerFee);
            long startTicks = startPrice.divideToIntegralValue(tick).longValueExact();
            return new ExchangeSpec.Market(instrument, source, seed, startTicks, files, speed, fills, funding);
        } catch (ArithmeticException | IllegalArgumentException e) {
            at.problem("tick", "tick, lot and amounts do not fit together: " + e.getMessage());
            return null;
        }
    }

    private static boolean isPowerOfTen(BigDecimal lot) {
        BigDecimal plain = lot.stripTrailingZeros();
        return plain.unscaledValue().equals(BigInteger.ONE) && plain.scale() >= 0;
    }

    /** Refuses what the protocol has no words for. */
    private void checkTraded(Section at, Symbol name) {
        boolean perpetuals = protocol == ExchangeSpec.Protocol.BITMEX;
        if (at.sound("symbol") && name.isPerpetual() != perpetuals) {
            at.problem(
                    "symbol",
                    Units.quoted(name.text())
                            + (perpetuals
                                    ? " is a spot market, and protocol = bitmex trades perpetuals: write BTC/USD:BTC or"
                                            + " BTC/USDT:USDT"
                                    : " is a perpetual, and protocol = "
                                            + protocol.name().toLowerCase(Locale.ROOT)
                                            + " trades spot markets: write protocol = bitmex"));
        }
    }

    private Instrument instrument(
            int index,
            Symbol name,
            Contract contract,
            Decimal tick,
            Decimal lot,
            BigDecimal minNotional,
            long makerFee,
            long takerFee) {
        int baseAsset =
                name.isPerpetual() ? assets.index(new Asset(name.text(), lot.scale())) : assets.index(name.base());
        int quoteAsset = assets.index(name.settlement());
        Asset quote = assets.list().get(quoteAsset);
        return new Instrument(
                index,
                name.text(),
                venueSymbol(name),
                assets.list().get(baseAsset),
                baseAsset,
                quote,
                quoteAsset,
                tick,
                lot,
                1,
                name.isPerpetual() ? MAX_CONTRACT_LOTS : MAX_LOTS,
                1,
                name.isPerpetual()
                        ? new Decimal(MAX_CONTRACT_PRICE, 0).inUnitsOf(tick.scale()) / tick.mantissa()
                        : MAX_TICKS,
                minNotional.movePointRight(quote.scale()).longValueExact(),
                makerFee,
                takerFee,
                contract);
    }

    private static String venueSymbol(Symbol name) {
        return name.isPerpetual() ? bitmex(name.base()) + bitmex(name.quote()) : name.base() + name.quote();
    }

    private static String bitmex(String code) {
        return code.equals("BTC") ? "XBT" : code;
    }

    private static FundingTerms funding(Section at, Symbol name, List<String> symbols) {
        MarketSimulation.Funding funding = MarketSimulation.funding(at);
        if (funding.rate() == null || !at.sound("rate", "interval", "index", "interest", "damp", "cap")) {
            return FundingTerms.NONE;
        }
        if (!name.isPerpetual()) {
            at.problem("rate", "is of perpetuals, and " + name.text() + " is none: write none");
        } else if (funding.rate() == FundingTerms.Rate.RECORDED) {
            at.problem("rate", "recorded is a tape's, and none is played here: write none, a rate or premium");
        }
        int index = symbols.indexOf(funding.index());
        if (funding.rate() == FundingTerms.Rate.PREMIUM
                && (index < 0 || funding.index().equals(name.text()))) {
            at.problem("index", Units.quoted(funding.index()) + " is no other market of this exchange: " + symbols);
        }
        return new FundingTerms(
                funding.rate(), funding.intervalNanos(), funding.ratePpb(), index, funding.dampPpb(), funding.capPpb());
    }

    private static List<Path> files(Section at, ExchangeSpec.Source source, Symbol name) {
        List<Path> files = new ArrayList<>();
        if (at.value("files") instanceof ConfigList list) {
            list.forEach(item -> files.add(Path.of(String.valueOf(item.unwrapped()))));
        } else {
            at.problem("files", "must be a list of files: files = [ a.gz, b.gz ]");
        }
        if (source == ExchangeSpec.Source.CAPTURE && name.isPerpetual()) {
            at.problem("source", "a capture is of a spot market: write synthetic or quiet");
        } else if (at.sound("files") && source == ExchangeSpec.Source.CAPTURE && files.isEmpty()) {
            at.problem("files", "is empty: source = capture plays at least one file");
        }
        return files;
    }

    private static Decimal decimal(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        if (plain.scale() < 0) {
            plain = plain.setScale(0);
        }
        if (plain.signum() <= 0) {
            throw new IllegalArgumentException("must be above 0, was " + value.toPlainString());
        }
        return new Decimal(plain.unscaledValue().longValueExact(), plain.scale());
    }
}
