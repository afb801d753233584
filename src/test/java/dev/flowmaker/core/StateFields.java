package dev.flowmaker.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Proves that no field is missing from a state visitor: gives every field of an object, and of what it is made of, a value
 * of its own, and expects to find all of them in a restored copy.
 */
public final class StateFields {
    /** Marks a field that is no state. */
    public static final Object SCRATCH = new Object();

    private final Map<String, Object> special;
    private final List<String> names = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean writing;
    private long next;

    private StateFields(Map<String, Object> special) {
        this.special = special;
    }

    /**
     * Fills an object, restores its state into a fresh one, and expects the same everywhere.
     *
     * @param special by {@code Class.field}: {@link #SCRATCH}, or the value the field must have
     */
    public static <T> void assertAllVisited(
            T object, T fresh, BiConsumer<T, StateVisitor> visit, Map<String, Object> special) {
        StateFields given = new StateFields(special);
        given.writing = true;
        given.walk("", object);
        StateTape.copy(visitor -> visit.accept(object, visitor), visitor -> visit.accept(fresh, visitor));
        StateFields found = new StateFields(special);
        found.walk("", fresh);
        assertEquals(given.names, found.names);
        for (int i = 0; i < given.names.size(); i++) {
            assertEquals(given.values.get(i), found.values.get(i), given.names.get(i));
        }
    }

    private void walk(String path, Object object) {
        if (!seen.add(object)) {
            return;
        }
        if (object instanceof long[] array) {
            for (int i = 0; i < array.length; i++) {
                array[i] = writing ? ++next : array[i];
                names.add(path + "[" + i + "]");
                values.add(array[i]);
            }
            return;
        }
        if (object instanceof double[] array) {
            for (int i = 0; i < array.length; i++) {
                array[i] = writing ? ++next + 0.5 : array[i];
                names.add(path + "[" + i + "]");
                values.add(array[i]);
            }
            return;
        }
        if (object instanceof boolean[] array) {
            for (int i = 0; i < array.length; i++) {
                array[i] = writing ? ++next % 2 == 0 : array[i];
                names.add(path + "[" + i + "]");
                values.add(array[i]);
            }
            return;
        }
        if (object instanceof Object[] array) {
            for (int i = 0; i < array.length; i++) {
                if (array[i] != null) {
                    walk(path + "[" + i + "]", array[i]);
                }
            }
            return;
        }
        if (!object.getClass().getName().startsWith("dev.flowmaker") || object instanceof Record) {
            return;
        }
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                field.setAccessible(true);
                visit(path + "." + field.getName(), object, field);
            }
        }
    }

    private void visit(String path, Object object, Field field) {
        Object rule = special.get(object.getClass().getSimpleName() + "." + field.getName());
        if (rule == SCRATCH) {
            return;
        }
        try {
            Class<?> type = field.getType();
            if (type.isPrimitive() || type.isEnum()) {
                if (!Modifier.isFinal(field.getModifiers())) {
                    if (writing) {
                        field.set(object, rule != null ? rule : valueOf(type));
                    }
                    names.add(path);
                    values.add(field.get(object));
                }
            } else if (field.get(object) != null) {
                walk(path, field.get(object));
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private Object valueOf(Class<?> type) {
        next++;
        if (type == long.class) {
            return next;
        }
        if (type == int.class) {
            return (int) next;
        }
        if (type == double.class) {
            return next + 0.5;
        }
        if (type == boolean.class) {
            return true;
        }
        Object[] constants = type.getEnumConstants();
        return constants[constants.length - 1];
    }
}
