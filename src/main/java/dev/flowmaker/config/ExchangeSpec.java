package dev.flowmaker.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.FillModel;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The local exchange as configured.
 *
 * @param protocol what it speaks
 * @param host address to listen on
 * @param port 0 is any that is free
 * @param reportsBeforeAnswers whether an order's report leaves before its request is answered
 * @param faults how its connections fail
 * @param assets every asset of the markets and balances
 */
public record ExchangeSpec(
        Protocol protocol,
        String host,
        int port,
        boolean reportsBeforeAnswers,
        Faults faults,
        List<Asset> assets,
        List<Market> markets,
        List<Account> accounts) {
    private static final Pattern RIGHT = Pattern.compile("read|trade|withdraw");
    private static final int ASSET_SCALE = 8;
    private static final long MAX_LOTS = 900_000_000_000L;
    private static final long MAX_TICKS = 1_000_000_000_000L;

    /** Where a market's life comes from. */
    public enum Source {
        SYNTHETIC,
        CAPTURE,
        QUIET
    }

    /** What the exchange speaks. */
    public enum Protocol {
        BINANCE,
        KRAKEN
    }

    /** One market. */
    public record Market(
            Instrument instrument,
            Source source,
            long seed,
            long startPriceTicks,
            List<Path> files,
            double speed,
            FillModel fills) {}

    /** One account; what its key may do, and opening balances in quanta by asset index. */
    public record Account(String name, Credentials.Place credentials, Set<Right> rights, List<Long> openingQuanta) {}

    /** What a key may do. */
    public enum Right {
        READ,
        TRADE,
        WITHDRAW
    }

    /** Shares of messages, millionths, and how long. */
    public record Faults(
            long seed,
            long delayPpm,
            long maxDelayNanos,
            long dropPpm,
            long resetPpm,
            long halfOpenPpm,
            long rateLimitPpm,
            long serverErrorPpm,
            long duplicatePpm,
            long gapPpm,
            long silencePpm,
            long silenceNanos) {
        static Faults read(Section at) {
            return new Faults(
                    at.read("seed", 0L, text -> Units.whole(text, 0, Long.MAX_VALUE)),
                    at.ppm("delay"),
                    at.nanos("max-delay", 1_000_000L, 60_000_000_000L),
                    at.ppm("drop"),
                    at.ppm("reset"),
                    at.ppm("half-open"),
                    at.ppm("rate-limit"),
                    at.ppm("server-error"),
                    at.ppm("duplicate"),
                    at.ppm("gap"),
                    at.ppm("silence"),
                    at.nanos("silence-for", 1_000_000L, 600_000_000_000L));
        }
    }

    static ExchangeSpec read(Section at) {
        Protocol protocol = at.choice("protocol", Protocol.class);
        String host = at.text("host");
        int port = at.count("port", 0, 65_535);
        boolean reportsFirst = at.flag("reports-before-answers");
        Faults faults = Faults.read(at.section("faults"));
        Map<String, Integer> assets = new LinkedHashMap<>();
        List<Market> markets = new ArrayList<>();
        for (Section section : blocks(at, "markets", "market-defaults")) {
            Market market = market(section, markets.size(), assets);
            if (market != null) {
                markets.add(market);
            }
        }
        List<Account> accounts = new ArrayList<>();
        for (Section section : blocks(at, "accounts", "account-defaults")) {
            accounts.add(account(section, assets));
        }
        int count = assets.size();
        List<Account> whole = accounts.stream()
                .map(account -> new Account(
                        account.name(),
                        account.credentials(),
                        account.rights(),
                        padded(account.openingQuanta(), count)))
                .toList();
        List<Asset> list = assets.keySet().stream()
                .map(code -> new Asset(code, ASSET_SCALE))
                .toList();
        return new ExchangeSpec(protocol, host, port, reportsFirst, faults, list, markets, whole);
    }

    private static List<Section> blocks(Section at, String key, String defaultsKey) {
        ConfigObject nothing = at.object().withOnlyKey("");
        ConfigObject defaults = at.value(defaultsKey) instanceof ConfigObject block ? block : nothing;
        List<Section> sections = at.sections(key, nothing, defaults);
        if (sections.isEmpty() && at.sound(key)) {
            at.problem(key, "is empty: name at least one");
        }
        return sections;
    }

    private static @Nullable Market market(Section at, int index, Map<String, Integer> assets) {
        String symbol = at.read("symbol", "BTC/USDT", text -> {
            if (!text.matches("[A-Z0-9]{2,12}/[A-Z0-9]{2,12}")) {
                throw new IllegalArgumentException(Units.quoted(text) + " is not a market: write BASE/QUOTE");
            }
            return text;
        });
        String base = symbol.substring(0, symbol.indexOf('/'));
        String quote = symbol.substring(base.length() + 1);
        Source source = at.choice("source", Source.class);
        long seed = at.read("seed", 0L, text -> Units.whole(text, 0, Long.MAX_VALUE));
        BigDecimal startPrice = at.amount("start-price", quote).value();
        List<Path> files = files(at, source);
        double speed = at.decimal("speed", 0.01, 1000);
        FillModel fills = SimulationSpec.fillModel(at);
        BigDecimal tick = at.amount("tick", quote).value();
        BigDecimal lot = at.amount("lot", base).value();
        BigDecimal minNotional = at.amount("min-notional", quote).value();
        long makerFee = at.ppb("maker-fee");
        long takerFee = at.ppb("taker-fee");
        if (!at.sound("symbol", "tick", "lot", "min-notional", "start-price", "maker-fee", "taker-fee", "files")) {
            return null;
        }
        try {
            int baseAsset = index(assets, base);
            int quoteAsset = index(assets, quote);
            Decimal tickSize = decimal(tick);
            long startTicks = startPrice.divideToIntegralValue(tick).longValueExact();
            return new Market(
                    new Instrument(
                            index,
                            symbol,
                            base + quote,
                            new Asset(base, ASSET_SCALE),
                            baseAsset,
                            new Asset(quote, ASSET_SCALE),
                            quoteAsset,
                            tickSize,
                            decimal(lot),
                            1,
                            MAX_LOTS,
                            1,
                            MAX_TICKS,
                            minNotional.movePointRight(ASSET_SCALE).longValueExact(),
                            makerFee,
                            takerFee),
                    source,
                    seed,
                    startTicks,
                    files,
                    speed,
                    fills);
        } catch (ArithmeticException | IllegalArgumentException e) {
            at.problem("tick", "tick, lot and amounts do not fit together: " + e.getMessage());
            return null;
        }
    }

    private static List<Path> files(Section at, Source source) {
        List<Path> files = new ArrayList<>();
        if (at.value("files") instanceof ConfigList list) {
            list.forEach(item -> files.add(Path.of(String.valueOf(item.unwrapped()))));
        } else {
            at.problem("files", "must be a list of files: files = [ a.gz, b.gz ]");
        }
        if (at.sound("files") && source == Source.CAPTURE && files.isEmpty()) {
            at.problem("files", "is empty: source = capture plays at least one file");
        }
        return files;
    }

    private static Account account(Section at, Map<String, Integer> assets) {
        String name = at.text("name");
        Credentials.Place credentials = Credentials.Place.read(at);
        List<Long> quanta = new ArrayList<>();
        if (at.value("balances") instanceof ConfigList list) {
            list.forEach(item -> {
                try {
                    Amount amount = Units.amount(String.valueOf(item.unwrapped()));
                    int asset = index(assets, amount.asset());
                    while (quanta.size() <= asset) {
                        quanta.add(0L);
                    }
                    quanta.set(asset, amount.value().movePointRight(ASSET_SCALE).longValueExact());
                } catch (IllegalArgumentException | ArithmeticException e) {
                    at.problem("balances", String.valueOf(e.getMessage()));
                }
            });
        } else {
            at.problem("balances", "must be a list of amounts: balances = [ 10 BTC, 500000 USDT ]");
        }
        return new Account(name, credentials, rights(at), quanta);
    }

    private static Set<Right> rights(Section at) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String word : at.words("rights", RIGHT, "a right: read, trade or withdraw")) {
            rights.add(Right.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        return rights;
    }

    private static int index(Map<String, Integer> assets, String code) {
        Integer known = assets.putIfAbsent(code, assets.size());
        return known == null ? assets.size() - 1 : known;
    }

    private static List<Long> padded(List<Long> quanta, int count) {
        List<Long> padded = new ArrayList<>(quanta);
        while (padded.size() < count) {
            padded.add(0L);
        }
        return padded;
    }

    private static Decimal decimal(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        if (plain.scale() < 0) {
            plain = plain.setScale(0);
        }
        if (plain.signum() <= 0) {
            throw new IllegalArgumentException(
                    "must be above 0, was " + value.toPlainString().toLowerCase(Locale.ROOT));
        }
        return new Decimal(plain.unscaledValue().longValueExact(), plain.scale());
    }
}
