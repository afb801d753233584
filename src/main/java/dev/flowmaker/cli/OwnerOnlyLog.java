package dev.flowmaker.cli;

import ch.qos.logback.core.rolling.RollingFileAppender;
import dev.flowmaker.journal.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;

/** A log that rolls over, each of its files for its owner's eyes only. */
final class OwnerOnlyLog<E> extends RollingFileAppender<E> {
    @Override
    public void openFile(String name) throws IOException {
        OwnerOnly.file(Path.of(name));
        super.openFile(name);
    }
}
