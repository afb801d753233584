package dev.flowmaker.cli;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.ExchangeSpec;
import dev.flowmaker.daemon.LocalExchange;
import dev.flowmaker.exchange.door.ExchangeServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flowmaker exchange}: the local exchange alone. */
@Command(
        name = "exchange",
        description = "Runs the local exchange, which speaks an exchange's own protocol, until it is stopped.",
        mixinStandardHelpOptions = true)
final class ExchangeCommand implements Callable<Integer> {
    private static final long LONGEST_GOODBYE_SECONDS = 60;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONF", description = "A configuration with a block exchange { … }.")
    private Path conf;

    @Option(
            names = "--exit-with-stdin",
            description = "Ends when standard input does: when the process that started it is gone.")
    private boolean exitWithStdin;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ExchangeSpec exchange = Configuration.load(conf).exchange();
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch stop = new CountDownLatch(1);
        if (exitWithStdin) {
            endWithStdin(stop);
        }
        try (ExchangeServer server = LocalExchange.open(exchange, System.getenv(), System.currentTimeMillis())) {
            String at = exchange.host() + ":" + server.port();
            out.println("exchange listens on http://" + at + " and ws://" + at);
            out.flush();
            var unused = server.ended().whenComplete((done, failure) -> {
                if (failure != null) {
                    stop.countDown();
                } else {
                    out.println("exchange has played its capture to the end");
                    out.flush();
                }
            });
            if (!exitWithStdin) {
                Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown, "stop"));
            } else {
                // Ctrl-C reaches both; who started it still needs it to cancel its orders.
                Runtime.getRuntime().addShutdownHook(new Thread(() -> await(stop), "stop"));
            }
            stop.await();
            return server.ended().handle(ExchangeCommand::exitCode).getNow(0);
        }
    }

    /** 0 for a market that was played to its end; what broke it is thrown. */
    private static int exitCode(@Nullable Void played, @Nullable Throwable failure) {
        if (failure instanceof RuntimeException broken) {
            throw broken;
        }
        return failure == null ? 0 : 1;
    }

    private static void await(CountDownLatch stop) {
        try {
            var unused = stop.await(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endWithStdin(CountDownLatch stop) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // What is said does not matter, only that somebody is there.
                        }
                    } catch (IOException gone) {
                        // The same as its end.
                    }
                    stop.countDown();
                },
                "stdin");
        watcher.setDaemon(true);
        watcher.start();
    }
}
