package dev.flowmaker.exchange.capture;

import java.nio.file.Path;

/** A capture cannot be read or played. The message names the file, the line and what is wrong. */
public final class CaptureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CaptureException(Path file, long line, String what) {
        super(file + ":" + line + ": " + what);
    }

    public CaptureException(Path file, long line, String what, Throwable cause) {
        super(file + ":" + line + ": " + what, cause);
    }
}
