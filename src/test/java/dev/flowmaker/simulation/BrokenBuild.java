package dev.flowmaker.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The sources with one line broken on purpose, compiled, and loaded beside the sound ones. */
public final class BrokenBuild extends ClassLoader {
    private final Path classes;

    private BrokenBuild(Path classes) {
        super(BrokenBuild.class.getClassLoader());
        this.classes = classes;
    }

    /**
     * Breaks one class.
     *
     * @param type the class's name below dev.flowmaker
     * @param sound words that are in its source exactly once
     * @param broken what stands there instead
     */
    public static BrokenBuild of(Path folder, String type, String sound, String broken) throws IOException {
        Path path = Path.of("src/main/java/dev/flowmaker", type.replace('.', '/') + ".java");
        String source = Files.readString(path, StandardCharsets.UTF_8);
        int at = source.indexOf(sound);
        if (at < 0 || source.indexOf(sound, at + 1) >= 0) {
            throw new AssertionError(path + " does not have exactly once: " + sound);
        }
        Path copy = folder.resolve("src").resolve(path.getFileName());
        Path classes = folder.resolve("classes");
        Files.createDirectories(copy.getParent());
        Files.createDirectories(classes);
        Files.writeString(copy, source.replace(sound, broken), StandardCharsets.UTF_8);
        compile(copy, classes);
        return new BrokenBuild(classes);
    }

    private static void compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-proc:none", "-nowarn", "-cp", path, "-d", classes.toString());
            if (!compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call()) {
                throw new AssertionError("the broken source does not compile: " + said);
            }
        }
    }

    /** Runs a class's {@code main} in this build. */
    public void main(String type, String... args) throws ReflectiveOperationException {
        loadClass(type).getMethod("main", String[].class).invoke(null, (Object) args);
    }

    /** What the first of the seeds says that finds something wrong; empty when none does. */
    String firstViolation(int seeds) throws ReflectiveOperationException {
        return search("firstViolation", seeds);
    }

    /** The same with all that a failure is told with. */
    String firstFailure(int seeds) throws ReflectiveOperationException {
        return search("firstFailure", seeds);
    }

    private String search(String method, int seeds) throws ReflectiveOperationException {
        Method search = loadClass(Simulate.class.getName()).getDeclaredMethod(method, int.class);
        search.setAccessible(true);
        return (String) search.invoke(null, seeds);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("dev.flowmaker.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream bytes = Files.exists(classes.resolve(file))
                ? Files.newInputStream(classes.resolve(file))
                : getParent().getResourceAsStream(file)) {
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] all = bytes.readAllBytes();
            return defineClass(name, all, 0, all.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
