package dev.flowmaker.venue.xchange;

import dev.flowmaker.venue.Network;
import dev.flowmaker.venue.VenueProtocol;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeSpecification;

/**
 * How to reach a venue, or whatever speaks its protocol.
 *
 * @param protocol what it speaks
 * @param name the daemon's name, part of every client order id
 * @param network where the addresses must be
 * @param restUri such as {@code https://api.binance.com}
 * @param streamUri market data, such as {@code wss://stream.binance.com:9443}
 * @param socketApiUri our own orders' events, such as {@code wss://ws-api.binance.com:443/ws-api/v3}
 * @param symbols the markets as {@code BASE/QUOTE}, in session order
 * @param extraAssets assets beyond those of the markets that commission may be taken in, such as {@code BNB}
 * @param apiKey gives the key each time it is needed
 * @param secretKey gives the secret each time it is needed
 * @param touchSymbols the markets of these whose best prices are streamed after each change, beside the depth
 * @param depthLevels levels of each side of a book that are followed
 * @param connectTimeout for every socket
 * @param requestTimeout how long an answer is waited for
 * @param recvWindow how old a request may be when the venue looks at it, at most a minute
 * @param reconnectAfter pause before a dropped socket is opened again, and the first pause after later failures
 * @param staleAfter a socket without a sign of life, or a market without a book, is replaced after this long
 * @param replaceAfter age at which a stream is replaced where the venue would end it; 0 for never
 */
public record XchangeSettings(
        VenueProtocol protocol,
        String name,
        Network network,
        URI restUri,
        URI streamUri,
        URI socketApiUri,
        List<String> symbols,
        List<String> extraAssets,
        Supplier<String> apiKey,
        Supplier<String> secretKey,
        List<String> touchSymbols,
        int depthLevels,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration recvWindow,
        Duration reconnectAfter,
        Duration staleAfter,
        Duration replaceAfter) {

    static final int LARGEST_FRAME_BYTES = 16 << 20;
    /** XChange pings after this; at least the 2 s its disconnect takes. Liveness is our own matter. */
    static final int IDLE_SECONDS = 15;
    /** Levels of each side in a snapshot: enough that the window never runs dry, at a fifth of the cost of all. */
    static final int SNAPSHOT_LEVELS = 1000;

    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(1);

    public XchangeSettings {
        symbols = List.copyOf(symbols);
        extraAssets = List.copyOf(extraAssets);
        touchSymbols = List.copyOf(touchSymbols);
    }

    /** Without replacing streams by their age. */
    public XchangeSettings(
            VenueProtocol protocol,
            String name,
            Network network,
            URI restUri,
            URI streamUri,
            URI socketApiUri,
            List<String> symbols,
            List<String> extraAssets,
            Supplier<String> apiKey,
            Supplier<String> secretKey,
            List<String> touchSymbols,
            int depthLevels,
            Duration connectTimeout,
            Duration requestTimeout,
            Duration recvWindow,
            Duration reconnectAfter,
            Duration staleAfter) {
        this(
                protocol,
                name,
                network,
                restUri,
                streamUri,
                socketApiUri,
                symbols,
                extraAssets,
                apiKey,
                secretKey,
                touchSymbols,
                depthLevels,
                connectTimeout,
                requestTimeout,
                recvWindow,
                reconnectAfter,
                staleAfter,
                Duration.ZERO);
    }

    /** The same with streams replaced at an age. */
    public XchangeSettings withReplaceAfter(Duration age) {
        return new XchangeSettings(
                protocol,
                name,
                network,
                restUri,
                streamUri,
                socketApiUri,
                symbols,
                extraAssets,
                apiKey,
                secretKey,
                touchSymbols,
                depthLevels,
                connectTimeout,
                requestTimeout,
                recvWindow,
                reconnectAfter,
                staleAfter,
                age);
    }

    /** Everything wrong with these settings, each with its remedy; empty when they may be used. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        problem(problems, "REST URI", restUri, "https", "http");
        problem(problems, "streaming URI", streamUri, "wss", "ws");
        problem(
                problems,
                protocol == VenueProtocol.BINANCE ? "WebSocket API URI" : "URI of own events",
                socketApiUri,
                "wss",
                "ws");
        if (symbols.isEmpty()) {
            problems.add("no market: name at least one as BASE/QUOTE");
        }
        for (String symbol : symbols) {
            boolean perpetual = protocol.hasPerpetuals();
            if (!symbol.matches(perpetual ? "[A-Z0-9]+/[A-Z0-9]+:[A-Z0-9]+" : "[A-Z0-9]+/[A-Z0-9]+")) {
                problems.add("market " + symbol + " is not of the form "
                        + (perpetual ? "BASE/QUOTE:SETTLEMENT" : "BASE/QUOTE") + ", in capitals");
            }
            localeProblem(problems, symbol);
        }
        if (symbols.stream().distinct().count() != symbols.size()) {
            problems.add("a market is named twice: " + symbols);
        }
        if (depthLevels < 1 || depthLevels > SNAPSHOT_LEVELS) {
            problems.add("depth must be 1 to " + SNAPSHOT_LEVELS + " levels, was " + depthLevels);
        }
        positive(problems, "connect timeout", connectTimeout);
        positive(problems, "request timeout", requestTimeout);
        positive(problems, "receive window", recvWindow);
        positive(problems, "pause before a reconnect", reconnectAfter);
        positive(problems, "time limit of a silent stream", staleAfter);
        if (recvWindow.compareTo(LONGEST_WINDOW) > 0) {
            problems.add("the receive window must be at most 60 s, was " + recvWindow.toSeconds() + " s");
        }
        return problems;
    }

    /** XChange writes stream names in small letters by the language of the machine: a Turkish I gets no dot. */
    private static void localeProblem(List<String> problems, String symbol) {
        Locale language = Locale.getDefault();
        if (!symbol.toLowerCase(language).equals(symbol.toLowerCase(Locale.ROOT))) {
            problems.add("market " + symbol + " cannot be followed where small letters are those of "
                    + language.toLanguageTag() + ": start with -Duser.language=en");
        }
    }

    private void problem(List<String> problems, String what, URI uri, String safe, String plain) {
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "");
        String host = uri.getHost();
        if (host == null || !(scheme.equals(safe) || scheme.equals(plain))) {
            problems.add(what + " " + uri + ": must be " + safe + "://HOST, or " + plain + "://HOST on this machine");
            return;
        }
        Network found = protocol.networkOf(host);
        if (found != network) {
            problems.add(what + " " + uri + " leads to " + words(found) + ", but " + words(network)
                    + " is configured: set the mode or the address right");
        }
        if (!scheme.equals(safe) && !isLoopback(host)) {
            problems.add(what + " " + uri + " would send the key in the clear: use " + safe + "://");
        }
    }

    private static void positive(List<String> problems, String what, @Nullable Duration value) {
        if (value == null || value.isZero() || value.isNegative()) {
            problems.add("the " + what + " must be longer than 0");
        }
    }

    /** The same, for those who ask nothing that needs a key. */
    XchangeSettings withoutKeys() {
        return new XchangeSettings(
                protocol,
                name,
                network,
                restUri,
                streamUri,
                socketApiUri,
                symbols,
                extraAssets,
                () -> "",
                () -> "",
                touchSymbols,
                depthLevels,
                connectTimeout,
                requestTimeout,
                recvWindow,
                reconnectAfter,
                staleAfter,
                replaceAfter);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private String words(Network where) {
        return switch (where) {
            case LOCAL -> "a local exchange";
            case TESTNET -> protocol.title() + "'s testnet";
            case PRODUCTION -> protocol.title() + " itself";
        };
    }

    /** What XChange must know for requests: address and time limits, without keys and without a start-up of its own. */
    ExchangeSpecification specification(Class<? extends Exchange> type) {
        ExchangeSpecification specification = new ExchangeSpecification(type);
        specification.setSslUri(restUri.toString());
        specification.setShouldLoadRemoteMetaData(false);
        specification.setHttpConnTimeout(Math.toIntExact(connectTimeout.toMillis()));
        specification.setHttpReadTimeout(Math.toIntExact(requestTimeout.toMillis()));
        return specification;
    }
}
