package dev.flowmaker.cli;

import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.LiveStateReader;
import dev.flowmaker.journal.live.Pulse;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The argument {@code [JOURNAL]} of commands about a running daemon; without it, the only one below {@code journal/}, or the only one whose daemon runs. */
final class JournalChoice {
    private static final Path USUAL = Path.of("journal");

    @Parameters(
            paramLabel = "JOURNAL",
            arity = "0..1",
            description =
                    "the journal's folder, such as journal/local; may be left out when there is only one, or one that runs")
    private @Nullable Path given;

    private static boolean runs(Path journal) {
        try {
            LiveState.Daemon daemon = new LiveStateReader(journal).read().daemon();
            return daemon.ended() == null && Pulse.isThere(daemon.pid());
        } catch (JournalException unreadable) {
            return false;
        }
    }

    Path path() {
        return of(given);
    }

    /** The folder named, or the only one there is. */
    static Path of(@Nullable Path given) {
        if (given != null) {
            return given;
        }
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(USUAL)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(USUAL)) {
                for (Path folder : folders) {
                    if (LiveStateReader.exists(folder)) {
                        found.add(folder);
                    }
                }
            } catch (IOException e) {
                throw new ConfigurationException(List.of(USUAL + " cannot be read (" + e + "): name the journal"));
            }
        }
        found.sort(null);
        List<Path> running = found.stream().filter(JournalChoice::runs).toList();
        if (running.size() == 1) {
            return running.get(0);
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new ConfigurationException(List.of(
                found.isEmpty()
                        ? "no journal of a daemon in " + USUAL + "/: name one, as in `status journal/local`"
                        : "there are several journals: name one of " + found));
    }
}
