package dev.flowmaker;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets no test out of this machine. A hosts file stops names; an address written in digits needs none. So the one place in
 * which Java itself opens connections, below every library, refuses whoever is not on loopback: in the process of the tests
 * from their beginning, and in processes they start by {@link #agent}.
 */
public final class LoopbackGuard implements LauncherSessionListener {
    /** What whoever is refused is told. */
    static final String WORDS = "tests talk to loopback only, not to ";

    private static boolean installed;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        install(ByteBuddyAgent.install());
    }

    /** Called by Java in a process that was started with {@link #agent}. */
    public static void premain(String nothing, Instrumentation java) {
        install(java);
    }

    private static synchronized void install(Instrumentation java) {
        if (installed) {
            return;
        }
        try {
            // Streams: sockets, channels of either kind, and all that is made of them.
            guard(java, Class.forName("sun.nio.ch.Net"), "connect");
            // Datagrams, connected or not.
            guard(java, Class.forName("sun.nio.ch.DatagramChannelImpl"), "connect", "send", "blockingSend");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this Java opens its sockets elsewhere: teach the guard where", e);
        }
        installed = true;
    }

    private static void guard(Instrumentation java, Class<?> type, String... methods) {
        new ByteBuddy()
                .redefine(type, ClassFileLocator.ForClassLoader.ofBootLoader())
                .visit(Advice.to(Refusal.class)
                        .on(ElementMatchers.namedOneOf(methods)
                                .and(ElementMatchers.takesArgument(0, FileDescriptor.class)
                                        .or(ElementMatchers.takesArgument(0, ByteBuffer.class))
                                        .or(ElementMatchers.takesArgument(0, SocketAddress.class))
                                        .or(ElementMatchers.takesArgument(1, FileDescriptor.class)))))
                .make()
                .load(null, ClassReloadingStrategy.of(java));
    }

    /** The flag that guards another process of these tests' class path. */
    static synchronized String agent() throws IOException {
        Path jar = Path.of("target", "loopback-guard.jar").toAbsolutePath();
        if (!Files.exists(jar)) {
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().putValue("Premain-Class", LoopbackGuard.class.getName());
            manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
            Path made = Files.createTempFile(jar.getParent(), "loopback-guard", ".jar");
            try (OutputStream out = Files.newOutputStream(made)) {
                new JarOutputStream(out, manifest).close();
            }
            Files.move(made, jar, StandardCopyOption.ATOMIC_MOVE);
        }
        return "-javaagent:" + jar;
    }

    /** Copied into Java's own classes, so it knows no class but Java's. */
    static final class Refusal {
        private Refusal() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.AllArguments Object[] arguments) throws ConnectException {
            for (Object argument : arguments) {
                InetAddress address = null;
                if (argument instanceof InetAddress digits) {
                    address = digits;
                } else if (argument instanceof InetSocketAddress socket) {
                    address = socket.getAddress();
                }
                if (address != null && !address.isLoopbackAddress() && !address.isAnyLocalAddress()) {
                    throw new ConnectException("tests talk to loopback only, not to " + address.getHostAddress());
                }
            }
        }
    }
}
