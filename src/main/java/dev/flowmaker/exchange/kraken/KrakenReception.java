package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.door.HttpAnswer;
import dev.flowmaker.exchange.door.Json;
import dev.flowmaker.exchange.door.Outlet;
import dev.flowmaker.exchange.door.Reception;
import dev.flowmaker.exchange.door.Refusal;
import dev.flowmaker.exchange.door.SocketSession;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who receives clients that speak Kraken's protocol: requests, public feeds and private ones. */
final class KrakenReception implements Reception {
    private static final Logger LOG = LoggerFactory.getLogger(KrakenReception.class);
    private static final String INTERNAL = "EGeneral:Internal error";

    private final Venue venue;
    private final Desk desk;

    KrakenReception(Venue venue) {
        this.venue = venue;
        desk = new Desk(venue);
    }

    @Override
    public FullHttpResponse answer(FullHttpRequest request, String address) {
        try {
            if (request.decoderResult().isFailure()) {
                return refused(400, "EGeneral:Invalid arguments");
            }
            ObjectNode answer = Json.object();
            answer.putArray("error");
            answer.set("result", desk.answer(request, address));
            return HttpAnswer.json(200, answer);
        } catch (KrakenException refusal) {
            return refused(200, refusal.error());
        } catch (RuntimeException broken) {
            LOG.error("{} failed", new QueryStringDecoder(request.uri()).path(), broken);
            return refused(500, INTERNAL);
        }
    }

    private static FullHttpResponse refused(int status, String error) {
        ObjectNode answer = Json.object();
        answer.putArray("error").add(error);
        return HttpAnswer.json(status, answer);
    }

    @Override
    public void answered() {
        venue.answered();
    }

    @Override
    public FullHttpResponse refusal(Refusal why) {
        return switch (why) {
            case RATE_LIMITED -> refused(200, "EAPI:Rate limit exceeded");
            case BANNED -> refused(200, "EGeneral:Temporary lockout");
            case OVERLOADED, BROKEN -> refused(503, "EService:Busy");
            case MAINTENANCE -> refused(200, "EService:Unavailable");
            case KEY_EXPIRED -> refused(200, "EAPI:Invalid key");
        };
    }

    @Override
    public @Nullable Function<Outlet, SocketSession> socket(FullHttpRequest request, String address) {
        return switch (new QueryStringDecoder(request.uri()).path()) {
            case "", "/" -> out -> new PublicSession(venue, out);
            case "/auth" -> out -> new PrivateSession(venue, out);
            default -> null;
        };
    }
}
