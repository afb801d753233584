package dev.flowmaker.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.FundingTerms;
import dev.flowmaker.exchange.door.Happening;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The local exchange as configured.
 *
 * @param protocol what it speaks
 * @param host address to listen on
 * @param port 0 is any that is free
 * @param reportsBeforeAnswers whether an order's report leaves before its request is answered
 * @param limitMultiple how many times the venue's own limits of requests it allows
 * @param faults how its connections fail
 * @param assets every asset of the markets and balances
 * @param happenings what is to happen after it is opened
 */
public record ExchangeSpec(
        Protocol protocol,
        String host,
        int port,
        boolean reportsBeforeAnswers,
        int limitMultiple,
        Faults faults,
        List<Asset> assets,
        List<Market> markets,
        List<Account> accounts,
        List<Happening> happenings) {
    private static final int MOST_TIMES = 10_000;
    private static final Pattern RIGHT = Pattern.compile("read|trade|withdraw");

    /** Where a market's life comes from. */
    public enum Source {
        SYNTHETIC,
        CAPTURE,
        QUIET
    }

    /** What the exchange speaks. */
    public enum Protocol {
        BINANCE,
        KRAKEN,
        BITMEX,
        /** Market data alone. */
        BITSTAMP
    }

    /** One market; of a perpetual with its funding. */
    public record Market(
            Instrument instrument,
            Source source,
            long seed,
            long startPriceTicks,
            List<Path> files,
            double speed,
            FillModel fills,
            FundingTerms funding) {}

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
        int limitMultiple = at.count("limit-multiple", 1, MOST_TIMES);
        Faults faults = Faults.read(at.section("faults"));
        ExchangeAssets assets = new ExchangeAssets(protocol);
        List<Market> markets = ExchangeMarkets.read(blocks(at, "markets", "market-defaults"), protocol, assets);
        List<Account> accounts = new ArrayList<>();
        for (Section section : blocks(at, "accounts", "account-defaults")) {
            accounts.add(account(section, assets));
        }
        List<Asset> list = assets.list();
        int count = list.size();
        List<Account> whole = accounts.stream()
                .map(account -> new Account(
                        account.name(),
                        account.credentials(),
                        account.rights(),
                        padded(account.openingQuanta(), count)))
                .toList();
        List<Happening> happenings = HappeningSpec.read(blocks(at, "happenings", "happening-defaults", true), markets);
        return new ExchangeSpec(
                protocol, host, port, reportsFirst, limitMultiple, faults, list, markets, whole, happenings);
    }

    private static List<Section> blocks(Section at, String key, String defaultsKey) {
        return blocks(at, key, defaultsKey, false);
    }

    private static List<Section> blocks(Section at, String key, String defaultsKey, boolean mayBeEmpty) {
        ConfigObject nothing = at.object().withOnlyKey("");
        ConfigObject defaults = at.value(defaultsKey) instanceof ConfigObject block ? block : nothing;
        List<Section> sections = at.sections(key, nothing, defaults);
        if (sections.isEmpty() && !mayBeEmpty && at.sound(key)) {
            at.problem(key, "is empty: name at least one");
        }
        return sections;
    }

    private static Account account(Section at, ExchangeAssets assets) {
        String name = at.text("name");
        Credentials.Place credentials = Credentials.Place.read(at);
        List<Long> quanta = new ArrayList<>();
        if (at.value("balances") instanceof ConfigList list) {
            list.forEach(item -> {
                try {
                    Amount amount = Units.amount(String.valueOf(item.unwrapped()));
                    int asset = assets.index(amount.asset());
                    while (quanta.size() <= asset) {
                        quanta.add(0L);
                    }
                    quanta.set(
                            asset,
                            amount.value()
                                    .movePointRight(assets.list().get(asset).scale())
                                    .longValueExact());
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

    private static List<Long> padded(List<Long> quanta, int count) {
        List<Long> padded = new ArrayList<>(quanta);
        while (padded.size() < count) {
            padded.add(0L);
        }
        return padded;
    }
}
