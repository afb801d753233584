package dev.flowmaker.venue.xchange;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests one after the other, in the order in which they were made: each leaves when the one before was answered. An answer
 * that is late or lost holds up nothing for longer than a second. For venues that refuse a request whose number is not above
 * that of the one before: numbering them in order is not enough, as the JDK's connections send a body only when the answer is
 * waited for.
 */
final class InTurn implements InvocationHandler {
    private static final long PATIENCE_MILLIS = 1_000;

    private final Object requests;
    private final Semaphore turn = new Semaphore(1, true);

    private InTurn(Object requests) {
        this.requests = requests;
    }

    static <T> T proxy(Class<T> type, T requests) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new InTurn(requests)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        boolean mine = await();
        try {
            return method.invoke(requests, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        } finally {
            if (mine) {
                turn.release();
            }
        }
    }

    private boolean await() {
        try {
            return turn.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
