package dev.flowmaker.cli;

import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.LiveStateReader;
import dev.flowmaker.journal.live.Pulse;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: how a daemon is, from its live state; it does not notice. */
@Command(
        name = "status",
        description =
                "Shows how a daemon is. Exit code 0: it runs; 1: none does; 3: it is there and its heartbeat is old.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long LOOK_MILLIS = 50;

    @Spec
    private CommandSpec spec;

    @Mixin
    private JournalChoice journal;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        LiveStateReader reader = new LiveStateReader(journal.path());
        LiveState state = reader.read();
        if (state.daemon().ended() == null && age(state) > PATIENCE_NANOS) {
            state = lookLonger(reader, state);
        }
        Pulse.Sign sign = sign(state);
        double seconds = Math.max(0, age(state)) / 1e9;
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(StatusJson.of(state, sign, seconds));
        } else {
            out.println(StatusText.head(state, sign, seconds, utcNanos()));
            StatusText.body(state).forEach(out::println);
        }
        out.flush();
        return exitCode(sign);
    }

    /** The clocks may have been stepped: a heartbeat that grows is none that is old. */
    private static LiveState lookLonger(LiveStateReader reader, LiveState first) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS / 2;
        LiveState state = first;
        while (System.nanoTime() - deadline < 0
                && state.daemon().beat() == first.daemon().beat()) {
            Thread.sleep(LOOK_MILLIS);
            state = reader.read();
        }
        return state;
    }

    private static Pulse.Sign sign(LiveState state) {
        Pulse pulse = new Pulse(0);
        long now = System.nanoTime();
        Pulse.Sign first = pulse.judge(state, now);
        return first == Pulse.Sign.BEATS && age(state) > PATIENCE_NANOS ? pulse.judge(state, now + 1) : first;
    }

    static int exitCode(Pulse.Sign sign) {
        return switch (sign) {
            case BEATS -> 0;
            case FROZEN -> 3;
            case GONE, ENDED -> 1;
        };
    }

    private static long age(LiveState state) {
        return utcNanos() - state.daemon().beatNanos();
    }

    static long utcNanos() {
        java.time.Instant now = java.time.Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
