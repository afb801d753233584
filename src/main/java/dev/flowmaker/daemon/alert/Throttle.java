package dev.flowmaker.daemon.alert;

import dev.flowmaker.journal.live.LiveState.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets one alert of a code through in a window of time. Of those that come meanwhile the last is kept and let through when
 * the window ends, with the number of the others.
 */
final class Throttle {
    private static final int MOST_CODES = 256;

    private final long windowNanos;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    private static final class Window {
        private long endsNanos;
        private long suppressed;
        private @Nullable Alert last;
    }

    Throttle(long windowNanos) {
        this.windowNanos = windowNanos;
    }

    /** The alert when it may leave now, else null. */
    @Nullable
    Alert offer(Alert alert, long nowNanos) {
        Window window = windows.get(alert.code());
        if (window == null || (nowNanos - window.endsNanos >= 0 && window.last == null)) {
            if (windows.size() >= MOST_CODES) {
                windows.values().removeIf(each -> nowNanos - each.endsNanos >= 0 && each.last == null);
            }
            Window next = new Window();
            next.endsNanos = nowNanos + windowNanos;
            windows.put(alert.code(), next);
            return alert;
        }
        window.suppressed++;
        window.last = alert;
        return null;
    }

    /** Alerts whose window is over, each with how many others of its code did not leave. */
    List<Alert> due(long nowNanos) {
        return take(nowNanos, false);
    }

    /** All that are held back. */
    List<Alert> rest() {
        return take(0, true);
    }

    private List<Alert> take(long nowNanos, boolean all) {
        List<Alert> due = new ArrayList<>();
        for (Window window : windows.values()) {
            Alert last = window.last;
            if (last != null && (all || nowNanos - window.endsNanos >= 0)) {
                due.add(new Alert(last.timeNanos(), last.severity(), last.code(), last.text(), window.suppressed - 1));
                window.last = null;
                window.suppressed = 0;
                window.endsNanos = nowNanos + windowNanos;
            }
        }
        return due;
    }
}
