package dev.flowmaker.core;

/** Passes state on, each number of one name bent by one. */
public record BentState(StateVisitor to, String bent) implements StateVisitor {
    @Override
    public void begin(String section) {
        to.begin(section);
    }

    @Override
    public void end() {
        to.end();
    }

    @Override
    public long int64(String name, long value) {
        int more = name.equals(bent) ? 1 : 0;
        return restoring() ? to.int64(name, value) + more : to.int64(name, value + more) - more;
    }

    @Override
    public double real(String name, double value) {
        return to.real(name, value);
    }

    @Override
    public boolean flag(String name, boolean value) {
        return to.flag(name, value);
    }

    @Override
    public String text(String name, String value) {
        return to.text(name, value);
    }

    @Override
    public int length(String name, int value, int limit) {
        return to.length(name, value, limit);
    }

    @Override
    public boolean restoring() {
        return to.restoring();
    }
}
