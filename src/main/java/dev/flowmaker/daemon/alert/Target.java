package dev.flowmaker.daemon.alert;

import java.io.IOException;

/** Where alerts go. */
interface Target {
    /** Shown when it fails; holds no secret. */
    String name();

    /** Delivers one alert within a bounded time, or throws. One thread at a time. */
    void deliver(String json) throws IOException, InterruptedException;
}
