package dev.flowmaker.exchange.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One connection that fails, without a socket. */
class FaultyLineTest {
    private static final int MESSAGES = 3_000;

    @Test
    void shouldHoldMessagesUpWithoutChangingTheirOrder() {
        FaultyLine.Dice dice = new FaultyLine.Dice(new FaultSettings(5, 300_000, 100_000L, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        EmbeddedChannel line = new EmbeddedChannel(new FaultyLine(dice, new Nobody()));
        List<String> came = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            line.writeOutbound(new TextWebSocketFrame(String.valueOf(i)));
            take(line, came);
        }
        while (came.size() < MESSAGES) {
            take(line, came);
        }
        assertEquals(IntStream.range(0, MESSAGES).mapToObj(String::valueOf).toList(), came);
        assertTrue(dice.counts()[FaultyLine.Kind.DELAY.ordinal()] > 0);
        line.finishAndReleaseAll();
    }

    private static void take(EmbeddedChannel line, List<String> came) {
        line.runScheduledPendingTasks();
        line.runPendingTasks();
        for (TextWebSocketFrame frame = line.readOutbound(); frame != null; frame = line.readOutbound()) {
            came.add(frame.text());
            frame.release();
        }
    }

    /** Is asked nothing: no request comes. */
    private static final class Nobody implements Reception {
        @Override
        public FullHttpResponse answer(FullHttpRequest request, String address) {
            throw new AssertionError(request);
        }

        @Override
        public @Nullable Function<Outlet, SocketSession> socket(FullHttpRequest request, String address) {
            return null;
        }

        @Override
        public void answered() {}

        @Override
        public FullHttpResponse refusal(Refusal why) {
            throw new AssertionError(why);
        }
    }
}
