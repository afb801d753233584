package dev.flowmaker.config;

import java.util.List;

/** A configuration that cannot be used. Holds every problem found, each one line with place and remedy. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigurationException(List<String> problems) {
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }

    @Override
    public String getMessage() {
        return String.join(System.lineSeparator(), problems);
    }
}
