package dev.flowmaker.journal;

/**
 * When a journal begins its next file.
 *
 * @param files the times that files are named by
 * @param bytes a file ends once it is so long and the next of these times has come; 0 when that alone ends it
 */
public record JournalRoll(Files files, long bytes) {
    private static final long GIGABYTE = 1_000_000_000;

    /** A file each UTC day. */
    public static final JournalRoll DAY = new JournalRoll(Files.DAY, 0);

    /** A file each hour. */
    public static final JournalRoll HOUR = new JournalRoll(Files.HOUR, 0);

    /** The times at which files may begin. */
    public enum Files {
        DAY,
        HOUR,
        FIVE_MINUTES
    }

    /** The same for files that already change at such times: of a gigabyte where no size was asked for. */
    JournalRoll goingOn(Files begun) {
        boolean same = begun == files;
        return same ? this : new JournalRoll(begun, begun == Files.FIVE_MINUTES ? GIGABYTE : 0);
    }

    /** How people call it. */
    String words() {
        return switch (files) {
            case DAY -> "day";
            case HOUR -> "hour";
            case FIVE_MINUTES -> "size";
        };
    }

    /** Files of so many bytes, and of five minutes at least. */
    public static JournalRoll size(long bytes) {
        return new JournalRoll(Files.FIVE_MINUTES, bytes);
    }
}
