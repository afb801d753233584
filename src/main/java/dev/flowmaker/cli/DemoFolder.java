package dev.flowmaker.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A demo's own journal folder, with the configuration that both of its processes read. */
record DemoFolder(Path path) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int MOST_OF_ONE_SECOND = 100;

    /** A new folder with a name of its own. */
    static DemoFolder create(Path journals) throws IOException {
        Files.createDirectories(journals);
        String stamp = "demo-" + STAMP.format(Instant.now());
        for (int i = 1; i < MOST_OF_ONE_SECOND; i++) {
            try {
                return new DemoFolder(Files.createDirectory(journals.resolve(i == 1 ? stamp : stamp + "-" + i)));
            } catch (FileAlreadyExistsException another) {
                // Another demo began in the same second.
            }
        }
        throw new IOException("too many demos began in this second in " + journals);
    }

    Path configuration() {
        return path.resolve("demo.conf");
    }

    Path log() {
        return path.resolve("demo.log");
    }

    Path exchangeLog() {
        return path.resolve("exchange.log");
    }

    void writeExchange(List<Path> captures, double speed, long seed) throws IOException {
        String market = captures.isEmpty()
                ? "{ source = synthetic, seed = " + seed + " }"
                : captures.stream()
                        .map(capture -> quoted(capture.toAbsolutePath()))
                        .collect(Collectors.joining(
                                ", ", "{ source = capture, files = [ ", " ], speed = " + speed + " }"));
        write(template() + "\nexchange {\n  port = 0\n  markets = [ " + market + " ]\n}\n");
    }

    void writeDaemon(int port) throws IOException {
        String address = "127.0.0.1:" + port;
        Path parent = Objects.requireNonNull(path.toAbsolutePath().getParent());
        write(Files.readString(configuration(), StandardCharsets.UTF_8) + "flowmaker {\n  name = " + path.getFileName()
                + "\n  journal.dir = " + quoted(parent) + "\n  venue {\n    rest-uri = \"http://" + address
                + "\"\n    stream-uri = \"ws://" + address + "\"\n    ws-api-uri = \"ws://" + address
                + "/ws-api/v3\"\n  }\n}\n");
    }

    private void write(String text) throws IOException {
        Files.writeString(configuration(), text, StandardCharsets.UTF_8);
    }

    private static String template() throws IOException {
        try (InputStream in = Objects.requireNonNull(DemoFolder.class.getResourceAsStream("demo.conf"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
