package dev.flowmaker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * The addresses this process exchanged bytes with over TCP, whichever library did it, as the flight recorder saw them;
 * other tests that run meanwhile are
 * seen too, so its users hold {@link #LOCK}. Another process records itself when started with {@link #recordInto}.
 */
public final class ContactedHosts implements AutoCloseable {
    public static final String LOCK = "whom this process talks to";

    private static final List<String> EVENTS = List.of("jdk.SocketRead", "jdk.SocketWrite");

    private final Recording recording = new Recording();

    public ContactedHosts() {
        for (String event : EVENTS) {
            // Newer JDKs sample these events unless told not to.
            recording.enable(event).withThreshold(Duration.ZERO).with("throttle", "off");
        }
        recording.start();
    }

    /** The JVM flag that makes another process record its contacts, and write them to the file when it exits. */
    public static String recordInto(Path file) {
        StringBuilder flag = new StringBuilder("-XX:StartFlightRecording:settings=none,filename=").append(file);
        for (String event : EVENTS) {
            flag.append(",+").append(event).append("#enabled=true");
            flag.append(",+").append(event).append("#threshold=0ms");
            flag.append(",+").append(event).append("#throttle=off");
        }
        return flag.toString();
    }

    /** Ends the recording. */
    public Set<String> stop() throws IOException {
        Path file = Files.createTempFile("contacted", ".jfr");
        try {
            recording.stop();
            recording.dump(file);
            return read(file);
        } finally {
            Files.delete(file);
        }
    }

    public static Set<String> read(Path file) throws IOException {
        Set<String> addresses = new TreeSet<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (EVENTS.contains(event.getEventType().getName())) {
                addresses.add(event.getString("address"));
            }
        }
        return addresses;
    }

    @Override
    public void close() {
        recording.close();
    }
}
