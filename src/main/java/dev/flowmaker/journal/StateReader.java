package dev.flowmaker.journal;

import dev.flowmaker.core.StateVisitor;

/** Restores an encoded state; refuses one whose fields are not those the visited object has. */
public final class StateReader implements StateVisitor {
    private final StateCursor cursor;

    public StateReader(byte[] state, int length) {
        cursor = new StateCursor(state, length);
    }

    /** Proves that nothing is left over. */
    void finish() {
        if (cursor.hasNext()) {
            cursor.next();
            throw other("the snapshot also has " + cursor.name());
        }
    }

    private void expect(byte tag, String name) {
        if (!cursor.hasNext()) {
            throw other("the snapshot ends before " + name);
        }
        cursor.next();
        if (cursor.tag() != tag || !cursor.is(name)) {
            throw other("the snapshot has " + cursor.name() + " where this build has " + name);
        }
    }

    private static JournalException other(String difference) {
        return new JournalException(
                "the snapshot was made by a build with other state: " + difference, "", "use the build that wrote it");
    }

    @Override
    public void begin(String section) {
        expect(StateTag.BEGIN, section);
    }

    @Override
    public void end() {
        expect(StateTag.END, "");
    }

    @Override
    public long int64(String name, long value) {
        expect(StateTag.INT64, name);
        return cursor.word();
    }

    @Override
    public double real(String name, double value) {
        expect(StateTag.REAL, name);
        return Double.longBitsToDouble(cursor.word());
    }

    @Override
    public boolean flag(String name, boolean value) {
        expect(StateTag.FLAG, name);
        return cursor.word() != 0;
    }

    @Override
    public String text(String name, String value) {
        expect(StateTag.TEXT, name);
        return cursor.text();
    }

    @Override
    public int length(String name, int value, int limit) {
        expect(StateTag.LENGTH, name);
        long length = cursor.word();
        if (length < 0 || length > limit) {
            throw other(name + " has " + length + " elements, at most " + limit + " can be held");
        }
        return (int) length;
    }

    @Override
    public boolean restoring() {
        return true;
    }
}
