package dev.flowmaker.cli;

/** Colours for a terminal; elsewhere the words alone. */
enum Paint {
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36");

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    /** Whether standard output is a terminal whose owner did not ask for no colours. */
    static boolean wanted() {
        return Terminal.isOutput() && System.getenv("NO_COLOR") == null;
    }

    String on(String text, boolean wanted) {
        return wanted ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
