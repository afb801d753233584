package dev.flowmaker;

/** Which flowmaker this is. */
public final class Version {
    private Version() {}

    /** The version in the jar's manifest; {@code development} when run from classes. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
