package dev.flowmaker.daemon;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** {@code kill -9} of this process at this very instruction, which Java itself refuses and a second process is too slow for. */
final class Kill {
    private static final int SIGKILL = 9;

    private interface C extends Library {
        int kill(int pid, int signal);
    }

    private static final C LIBRARY = Native.load("c", C.class);

    private Kill() {}

    static void self() {
        int refused = LIBRARY.kill((int) ProcessHandle.current().pid(), SIGKILL);
        throw new AssertionError("still alive after its own kill -9: " + refused);
    }
}
