package dev.flowmaker.cli;

import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.LiveStateReader;
import dev.flowmaker.journal.live.Pulse;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code watch}: a daemon's live state as it changes. It reads and nothing else. */
@Command(
        name = "watch",
        description = "Shows a daemon as it goes, until q or Ctrl-C. Without a terminal it prints a line every five"
                + " seconds, and ends when the daemon does.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private static final long DRAW_MILLIS = 250;
    private static final long PRINT_NANOS = 5_000_000_000L;
    private static final int SIZE_EVERY = 4;
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";

    @Spec
    private CommandSpec spec;

    @Mixin
    private JournalChoice journal;

    private final RecordRate rate = new RecordRate();
    private final Pulse pulse = new Pulse(StatusCommand.PATIENCE_NANOS);
    private int epoch;

    @Override
    public Integer call() throws InterruptedException {
        LiveStateReader reader = new LiveStateReader(journal.path());
        PrintWriter out = spec.commandLine().getOut();
        return Terminal.isOutput() && Terminal.isInput() ? draw(reader, out) : print(reader, out);
    }

    private Pulse.Sign look(LiveState state, long now) {
        if (state.daemon().epoch() != epoch) {
            epoch = state.daemon().epoch();
            rate.restart();
        }
        rate.see(state.view().records(), now);
        return pulse.judge(state, now);
    }

    private int print(LiveStateReader reader, PrintWriter out) throws InterruptedException {
        long printed = System.nanoTime() - PRINT_NANOS;
        while (true) {
            LiveState state = reader.read();
            long now = System.nanoTime();
            Pulse.Sign sign = look(state, now);
            if (sign != Pulse.Sign.BEATS) {
                out.println(StatusText.head(state, sign, pulse.silentNanos(now) / 1e9, StatusCommand.utcNanos()));
                out.flush();
                return StatusCommand.exitCode(sign);
            }
            if (now - printed >= PRINT_NANOS) {
                printed = now;
                out.println(StatusText.time(state.view().timeNanos()) + " "
                        + SessionText.line(state.view(), rate.perSecond()));
                if (out.checkError()) {
                    return 0;
                }
            }
            Thread.sleep(DRAW_MILLIS);
        }
    }

    private int draw(LiveStateReader reader, PrintWriter out) throws InterruptedException {
        Thread leave = new Thread(
                () -> {
                    out.print(LEAVE);
                    out.flush();
                },
                "leave");
        Runtime.getRuntime().addShutdownHook(leave);
        try (Keyboard keyboard = Keyboard.open()) {
            out.print(ENTER);
            int rows = keyboard.rows();
            for (int i = 1; !keyboard.quits(); i++) {
                if (i % SIZE_EVERY == 0) {
                    rows = keyboard.rows();
                }
                frame(reader.read(), rows, out);
                if (out.checkError()) {
                    return 0;
                }
                Thread.sleep(DRAW_MILLIS);
            }
        } finally {
            out.print(LEAVE);
            out.flush();
            try {
                Runtime.getRuntime().removeShutdownHook(leave);
            } catch (IllegalStateException alreadyStopping) {
                // The hook leaves once more.
            }
        }
        return 0;
    }

    private void frame(LiveState state, int rows, PrintWriter out) {
        long now = System.nanoTime();
        Pulse.Sign sign = look(state, now);
        List<String> lines = new ArrayList<>();
        lines.add(StatusText.head(state, sign, pulse.silentNanos(now) / 1e9, StatusCommand.utcNanos()));
        lines.addAll(StatusText.body(state));
        lines.add(String.format(java.util.Locale.ROOT, " rate      %,.0f records a second", rate.perSecond()));
        lines.add(" q quits");
        // From the top left, each line cut at the terminal's edge, what is left of the frame before wiped.
        out.print("\u001b[H\u001b[?7l");
        for (int i = 0; i < Math.min(rows, lines.size()); i++) {
            out.print((i == 0 ? "" : "\r\n") + lines.get(i) + "\u001b[K");
        }
        out.print("\u001b[J\u001b[?7h");
        out.flush();
    }
}
