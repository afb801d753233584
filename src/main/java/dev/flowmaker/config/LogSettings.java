package dev.flowmaker.config;

/**
 * The daemon's log file, beside what goes to standard error.
 *
 * @param file whether there is one
 * @param fileBytes a file larger than this is closed and the next begun; so it is every day
 * @param keepDays closed files are deleted after this
 * @param keepBytes and when all together are larger than this, oldest first
 */
public record LogSettings(boolean file, long fileBytes, int keepDays, long keepBytes) {
    static LogSettings read(Section at) {
        LogSettings settings = new LogSettings(
                at.flag("file"),
                at.bytes("max-file", 10_000, 10_000_000_000L),
                at.count("keep-days", 1, 3_650),
                at.bytes("keep-bytes", 10_000, 1_000_000_000_000L));
        if (at.sound("max-file", "keep-bytes") && settings.keepBytes < settings.fileBytes) {
            at.problem("keep-bytes", "is less than max-file: not even one would be kept");
        }
        return settings;
    }
}
