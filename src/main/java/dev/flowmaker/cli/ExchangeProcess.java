package dev.flowmaker.cli;

import dev.flowmaker.config.Credentials;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code flowmaker exchange} as a process of its own. It gets its key and secret through its environment, and ends when
 * this process does, because its standard input does then.
 */
final class ExchangeProcess implements AutoCloseable {
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 10;
    private static final String LISTENS = "exchange listens on http://";

    private final Process process;
    private final Path log;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private volatile boolean played;

    private ExchangeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Thread reader = new Thread(this::read, "exchange-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it.
     *
     * @param log what it writes to standard error
     */
    static ExchangeProcess start(Path configuration, Credentials credentials, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(configuration));
        builder.environment().put("FLOWMAKER_KEY", credentials.key());
        builder.environment().put("FLOWMAKER_SECRET", credentials.secret());
        builder.redirectError(log.toFile());
        return new ExchangeProcess(builder.start(), log);
    }

    /** This very program, with this process's flags. */
    private static List<String> command(Path configuration) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // Agents and debuggers are this process's own.
            if (!argument.startsWith("-javaagent") && !argument.startsWith("-agentlib")) {
                command.add(argument);
            }
        }
        String classPath = System.getProperty("java.class.path");
        if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
            command.add("-jar");
            command.add(classPath);
        } else {
            command.add("-cp");
            command.add(classPath);
            command.add(Main.class.getName());
        }
        command.add("exchange");
        command.add("--exit-with-stdin");
        command.add(configuration.toString());
        return command;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                accept(line);
            }
        } catch (IOException gone) {
            // The same as its end.
        }
        port.completeExceptionally(new IOException("the exchange ended"));
    }

    private void accept(String line) {
        if (line.startsWith(LISTENS)) {
            String address = line.substring(LISTENS.length()).split(" ", 2)[0];
            port.complete(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        } else if (line.startsWith("exchange has played")) {
            played = true;
        }
    }

    /** Where it listens; waits until it does. */
    int port() throws IOException {
        try {
            return port.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the local exchange did not start: " + why(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the local exchange started", e);
        }
    }

    /** Its own last words. */
    private String why() {
        try {
            String said = java.nio.file.Files.readString(log).strip();
            return said.isEmpty() ? "it said nothing; see " + log : said.replace("flowmaker: ", "");
        } catch (IOException e) {
            return "see " + log;
        }
    }

    /** Whether its capture was played to the end. */
    boolean played() {
        return played;
    }

    /** Why it cannot go on; empty while it can. */
    String failure() {
        return process.isAlive() ? "" : "the local exchange ended: " + why();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // It is not there to be told.
        }
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
