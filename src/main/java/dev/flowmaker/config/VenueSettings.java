package dev.flowmaker.config;

import dev.flowmaker.core.engine.ReconcileSettings;
import dev.flowmaker.core.engine.VenueTerms;
import dev.flowmaker.venue.Network;
import dev.flowmaker.venue.VenueProtocol;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which venue, how to reach it, and how hard it may be asked.
 *
 * @param name what people call it
 * @param protocol what it speaks
 * @param restUri requests
 * @param streamUri market data
 * @param wsApiUri the socket that carries our own orders' events; that of market data where they are not apart
 * @param credentials where key and secret are found
 * @param connectTimeoutNanos to open a connection
 * @param requestTimeoutNanos from sending a request to its answer; without one the outcome is unknown
 * @param receiveWindowNanos how late a signed request may reach the venue
 * @param reconnectNanos pause before a dropped socket is opened again
 * @param silenceNanos a socket that says nothing for longer is replaced
 * @param replaceNanos age at which a stream is replaced where the venue would end it; 0 for never
 * @param feeAssets assets beyond those of the markets that commission may be taken in
 * @param maxClockSkewNanos farthest the venue's clock may be from ours at start
 * @param reconcile how our books are held against the venue's
 * @param switchNanos countdown of the venue's dead man's switch, 0 for none
 * @param paper the account of mode paper
 */
public record VenueSettings(
        String name,
        Mode mode,
        VenueProtocol protocol,
        Account account,
        URI restUri,
        URI streamUri,
        URI wsApiUri,
        Credentials.Place credentials,
        long connectTimeoutNanos,
        long requestTimeoutNanos,
        long receiveWindowNanos,
        long reconnectNanos,
        long silenceNanos,
        long replaceNanos,
        List<String> feeAssets,
        long maxClockSkewNanos,
        ReconcileSettings reconcile,
        long switchNanos,
        OutboxSettings outbox,
        PaperSpec paper) {

    private static final Pattern ASSET = Pattern.compile("[A-Z0-9]{2,12}");

    /** Whose money it is. */
    public enum Mode {
        /** The local exchange: loopback only. */
        SIM,
        /** A venue's market data; orders are filled here, and none leaves. */
        PAPER,
        /** A venue's test network. */
        TESTNET,
        /** Real money; needs a word on the command line too. */
        LIVE;

        /** As written in a configuration. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who else uses the account. */
    public enum Account {
        /** Nobody: everything may be canceled at once. */
        DEDICATED,
        /** Others too: only our own orders are touched, one by one. */
        SHARED
    }

    /** What is done about a balance that no trade explains, and about a venue that began anew. */
    public enum Unexplained {
        /** The venue's word is taken. */
        ADOPT,
        /** It is taken too, and quoting stops until an operator resumes it. */
        HALT
    }

    /** Key and secret where the mode needs them; problems say what is missing. */
    public Credentials loadCredentials(Map<String, String> environment) {
        return mode == Mode.PAPER ? Credentials.NONE : credentials.load(environment);
    }

    static VenueSettings read(Section at) {
        Mode mode = at.choice("mode", Mode.class);
        Account account = at.choice("account", Account.class);
        VenueProtocol protocol = at.choice("protocol", VenueProtocol.class);
        VenueSettings settings = new VenueSettings(
                at.has("name") ? at.text("name") : protocol.text(),
                mode,
                protocol,
                account,
                at.uri("rest-uri", "http", "https"),
                at.uri("stream-uri", "ws", "wss"),
                ownEvents(at, mode, protocol),
                Credentials.Place.read(at),
                at.nanos("connect-timeout", 10_000_000L, 60_000_000_000L),
                at.nanos("request-timeout", 10_000_000L, 60_000_000_000L),
                at.nanos("receive-window", 10_000_000L, 60_000_000_000L),
                at.nanos("reconnect-after", 1_000_000L, 60_000_000_000L),
                at.nanos("silence-timeout", 1_000_000_000L, 600_000_000_000L),
                at.nanosOr("replace-streams-after", "never", 1_000_000_000L, 24 * 3_600_000_000_000L),
                at.words("fee-assets", ASSET, "an asset's code such as BNB"),
                at.nanos("max-clock-skew", 1_000_000L, 60_000_000_000L),
                reconcile(at),
                SwitchSettings.read(at, mode, protocol, account),
                OutboxSettings.read(at.section("outbox")),
                PaperSpec.read(at.section("paper"), at.sound("mode") && mode == Mode.PAPER));
        settings.check(at);
        return settings;
    }

    /** How the engine deals with it. */
    VenueTerms terms() {
        return new VenueTerms(account == Account.DEDICATED, reconcile, switchNanos);
    }

    /** The same of a block that is in force already: nothing but this is read of it. */
    static VenueTerms terms(Section at) {
        Account account = at.choice("account", Account.class);
        Mode mode = at.choice("mode", Mode.class);
        VenueProtocol protocol = at.choice("protocol", VenueProtocol.class);
        return new VenueTerms(
                account == Account.DEDICATED, reconcile(at), SwitchSettings.read(at, mode, protocol, account));
    }

    private static ReconcileSettings reconcile(Section at) {
        return new ReconcileSettings(
                at.nanos("reconcile-every", 1_000_000_000L, 3_600_000_000_000L),
                at.choice("unexplained-balance", Unexplained.class) == Unexplained.HALT,
                at.choice("reset", Unexplained.class) == Unexplained.HALT);
    }

    private static URI ownEvents(Section at, Mode mode, VenueProtocol protocol) {
        if (protocol.ownEventsApart() || !at.sound("protocol")) {
            boolean needed = mode != Mode.PAPER || at.has("ws-api-uri");
            return at.uri(needed ? "ws-api-uri" : "stream-uri", "ws", "wss");
        }
        if (at.has("ws-api-uri")) {
            at.problem("ws-api-uri", "is not needed: " + protocol.title() + " tells of orders over stream-uri");
        }
        return at.uri("stream-uri", "ws", "wss");
    }

    /** What the addresses lead to, which mode and protocol were checked to agree on. */
    public Network network() {
        return switch (mode) {
            case SIM -> Network.LOCAL;
            case TESTNET -> Network.TESTNET;
            case LIVE -> Network.PRODUCTION;
            case PAPER -> protocol.networkOf(restUri.getHost());
        };
    }

    private void check(Section at) {
        if (!at.sound("mode", "protocol")) {
            return;
        }
        String missing = missing();
        if (!missing.isEmpty()) {
            at.problem("protocol", missing);
            return;
        }
        checkAddress(at, "rest-uri", restUri);
        checkAddress(at, "stream-uri", streamUri);
        if (protocol.ownEventsApart() && at.has("ws-api-uri")) {
            checkAddress(at, "ws-api-uri", wsApiUri);
        }
    }

    /** Why this protocol cannot be used in this mode; empty when it can. */
    private String missing() {
        if (mode != Mode.PAPER && !protocol.hasOrders()) {
            return "no order can be sent to " + protocol.title() + ": use mode paper, for `record` too";
        }
        if (mode == Mode.TESTNET && !protocol.hasTestnet()) {
            return protocol.title() + " has no testnet: try mode paper, or sim against a local exchange";
        }
        return "";
    }

    /** Every address must be what the mode says: one left over from another network sends orders to the wrong one. */
    private void checkAddress(Section at, String key, URI uri) {
        if (!at.sound(key)) {
            return;
        }
        boolean loopback = isLoopback(uri.getHost());
        boolean encrypted = uri.getScheme().endsWith("s");
        Network found = protocol.networkOf(uri.getHost());
        switch (mode) {
            case SIM -> {
                if (!loopback) {
                    at.problem(key, uri.getHost() + " is not this machine: mode sim takes 127.0.0.1 only");
                }
            }
            case PAPER -> {
                if (!loopback && found == Network.LOCAL) {
                    at.problem(
                            key,
                            uri.getHost() + " is neither an address of " + protocol.title() + "'s nor this machine");
                } else if (!loopback && !encrypted) {
                    at.problem(key, uri + " is not encrypted: what it says of the market could be anybody's");
                } else if (at.sound("rest-uri") && found != network()) {
                    at.problem(
                            key,
                            uri + " is on another network than rest-uri: production, testnet and this"
                                    + " machine are never mixed");
                }
            }
            case TESTNET -> {
                if (found != Network.TESTNET || !encrypted) {
                    at.problem(
                            key,
                            uri + " is no encrypted address of " + protocol.title()
                                    + "'s testnet, as mode testnet demands");
                }
            }
            case LIVE -> {
                if (found != Network.PRODUCTION || !encrypted) {
                    at.problem(
                            key, uri + " is no encrypted address of " + protocol.title() + "'s, as mode live demands");
                }
            }
        }
    }

    static boolean isLoopback(String host) {
        return host.matches("127\\.[0-9]+\\.[0-9]+\\.[0-9]+") || host.equals("localhost") || host.equals("[::1]");
    }
}
