package dev.flowmaker.exchange.door;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a protocol makes of clients that come in. On the exchange's one thread. */
public interface Reception {
    /** A client that may not have a WebSocket, and the answer it gets. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient FullHttpResponse answer;

        public Refused(FullHttpResponse answer) {
            super("refused", null, false, false);
            this.answer = answer;
        }

        FullHttpResponse answer() {
            return answer;
        }
    }

    /** The answer to a request; never throws. */
    FullHttpResponse answer(FullHttpRequest request, String address);

    /**
     * What a client that asks for a WebSocket is given, made with its way out; null when none is at that address.
     *
     * @throws Refused when it may not have one
     */
    @Nullable
    Function<Outlet, SocketSession> socket(FullHttpRequest request, String address);

    /** The answer to a request is on its way. */
    void answered();

    /** The answer to a request that the exchange was told to refuse. */
    FullHttpResponse refusal(Refusal why);
}
