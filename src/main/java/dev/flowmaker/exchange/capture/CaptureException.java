package dev.flowmaker.exchange.capture;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A capture cannot be read or played. The message names the file, the line and what is wrong. */
public final class CaptureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean endsFile;

    public CaptureException(Path file, long line, String what) {
        super(file + ":" + line + ": " + what);
        endsFile = false;
    }

    public CaptureException(Path file, long line, String what, Throwable cause) {
        this(file, line, what, cause, false);
    }

    CaptureException(Path file, long line, String what, @Nullable Throwable cause, boolean endsFile) {
        super(file + ":" + line + ": " + what, cause);
        this.endsFile = endsFile;
    }

    /** Whether the rest of the file cannot be read, rather than one line of it. */
    public boolean endsFile() {
        return endsFile;
    }
}
