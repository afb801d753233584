package dev.flowmaker.exchange.door;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that are still to come, in the order they were planned. On the exchange's one thread. */
final class FaultPlan {
    private final List<PlannedFault> coming = new ArrayList<>();

    void add(PlannedFault fault) {
        coming.add(fault);
    }

    void drop() {
        coming.clear();
    }

    boolean isEmpty() {
        return coming.isEmpty();
    }

    /** What happens to this request; null when nothing does. */
    PlannedFault.@Nullable Kind forRequest(String methodAndUri) {
        return take(false, methodAndUri);
    }

    /** What happens to this message; null when nothing does. */
    PlannedFault.@Nullable Kind forMessage(String text) {
        return take(true, text);
    }

    private PlannedFault.@Nullable Kind take(boolean message, String text) {
        for (int i = 0; i < coming.size(); i++) {
            PlannedFault fault = coming.get(i);
            if (fault.ofMessages() == message && text.contains(fault.text())) {
                if (fault.times() == 1) {
                    coming.remove(i);
                } else if (fault.times() != PlannedFault.ALWAYS) {
                    coming.set(i, new PlannedFault(fault.kind(), fault.text(), fault.times() - 1));
                }
                return fault.kind();
            }
        }
        return null;
    }
}
