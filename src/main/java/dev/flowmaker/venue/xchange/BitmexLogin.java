package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;

/** Who we are, on BitMEX's WebSocket: {@code authKeyExpires} with a signature over the socket's path. */
final class BitmexLogin {
    private static final String PATH = "/realtime";

    private final Secrets secrets;
    private final Hmac hmac;
    private final VenueClock clock;
    private final long windowMillis;

    /** @param windowMillis how old the message may be when the venue looks at it */
    BitmexLogin(Secrets secrets, VenueClock clock, long windowMillis) {
        this.secrets = secrets;
        this.clock = clock;
        this.windowMillis = windowMillis;
        hmac = new Hmac(secrets);
    }

    /** Where the socket is, whether the settings name its path or only the host. */
    static URI uri(XchangeSettings settings) {
        URI uri = settings.streamUri();
        String path = uri.getPath();
        return path == null || path.isEmpty() || path.equals("/") ? uri.resolve(PATH) : uri;
    }

    /** Signed for this moment. */
    String message() {
        long expires = BitmexCalls.expires(clock, windowMillis);
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("op", "authKeyExpires");
        message.putArray("args")
                .add(secrets.apiKey())
                .add(expires)
                .add(new BitmexSignature(hmac, expires).of("GET", PATH, ""));
        return message.toString();
    }
}
