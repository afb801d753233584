package dev.flowmaker.journal;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.engine.SignalLine;
import dev.flowmaker.core.event.LevelChanges;
import dev.flowmaker.core.event.OpenOrderList;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.core.quote.PriceParts;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Fills messages of any kind with seeded noise, extremes included: every field, found by reflection. */
public final class MessageFiller {
    private static final long[] EXTREMES = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1};
    private static final double[] REALS = {Double.NaN, -0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY, 1 / 3.0};

    private static final String[] LETTERS = {"a", "0", " ", "\n", "\"", "\\", "é", "€", "🚀", "\u0001"};

    private static final List<Class<?>> CLASSES = messageClasses();

    private final Random random;

    public MessageFiller(long seed) {
        random = new Random(seed);
    }

    /** One new message of every class of message there is, in the order of their kinds. */
    public static List<Message> everyMessage() {
        return CLASSES.stream()
                .map(MessageFiller::make)
                .sorted(Comparator.comparing(Message::kind))
                .toList();
    }

    private static List<Class<?>> messageClasses() {
        try {
            Path root = Path.of(Message.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<Class<?>> found = new ArrayList<>();
            for (String room : List.of("event", "command", "engine")) {
                String directory = "dev/flowmaker/core/" + room;
                for (String file :
                        Objects.requireNonNull(root.resolve(directory).toFile().list())) {
                    if (file.endsWith(".class") && !file.equals("package-info.class")) {
                        Class<?> type = Class.forName((directory + "/" + file.replace(".class", "")).replace('/', '.'));
                        if (Message.class.isAssignableFrom(type)) {
                            found.add(type);
                        }
                    }
                }
            }
            return found;
        } catch (ReflectiveOperationException | URISyntaxException e) {
            throw new LinkageError(e.toString(), e);
        }
    }

    private static Message make(Class<?> type) {
        try {
            return (Message) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.toString(), e);
        }
    }

    /** A new message of {@code kind}, filled. */
    public Message next(MessageKind kind) {
        Message message = everyMessage().stream()
                .filter(m -> m.kind() == kind)
                .findFirst()
                .orElseThrow();
        fill(message);
        return message;
    }

    public void fill(Message message) {
        fillFields(message);
        if (message instanceof Decision decision) {
            fillLines(decision);
        } else if (message instanceof Snapshot snapshot) {
            snapshot.state = new byte[random.nextInt(300)];
            random.nextBytes(snapshot.state);
            snapshot.length = snapshot.state.length;
        }
    }

    private void fillLines(Decision decision) {
        MessageKind trigger = decision.trigger;
        decision.clear();
        fillFields(decision);
        decision.trigger = trigger;
        for (int i = random.nextInt(3); i > 0; i--) {
            SignalLine line = decision.addSignal();
            fillFields(line);
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            QuoteLine line = decision.addQuote();
            fillFields(line);
        }
    }

    private void fillFields(Object target) {
        for (Field field : target.getClass().getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            try {
                if (Modifier.isFinal(field.getModifiers())) {
                    fillContainer(field.getName(), field.get(target));
                } else {
                    field.set(target, value(field.getType()));
                }
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.toString(), e);
            }
        }
    }

    private Object value(Class<?> type) {
        if (type == long.class) {
            return int64();
        } else if (type == int.class) {
            return random.nextInt();
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == double.class) {
            return random.nextBoolean() ? random.nextGaussian() : REALS[random.nextInt(REALS.length)];
        } else if (type == String.class) {
            return text();
        } else if (type == Decimal.class) {
            return new Decimal(int64(), random.nextInt(19));
        } else if (type == byte[].class) {
            return new byte[0];
        } else if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        throw new AssertionError("no filling for " + type);
    }

    private void fillContainer(String name, Object container) {
        int count = random.nextInt(6);
        if (container instanceof LevelChanges levels) {
            levels.clear();
            for (int i = 0; i < count * 30; i++) {
                levels.add(side(), int64(), int64());
            }
        } else if (container instanceof OpenOrderList orders) {
            orders.clear();
            for (int i = 0; i < count; i++) {
                orders.add(new OpenOrderList.OpenOrder(int64(), text(), int64(), side(), int64(), int64(), int64()));
            }
        } else if (container instanceof PriceParts parts) {
            for (int code = 0; code < PartKind.count(); code++) {
                parts.set(PartKind.of(code), random.nextBoolean() ? 0 : int64());
            }
        } else if (name.equals("assets")) {
            fillAssets(container, count);
        } else if (name.equals("venues")) {
            fillTexts(container, count);
        } else if (name.equals("instruments")) {
            fillInstruments(container, count);
        } else {
            throw new AssertionError("no filling for " + name);
        }
    }

    @SuppressWarnings("unchecked")
    private void fillTexts(Object container, int count) {
        List<String> texts = (List<String>) container;
        texts.clear();
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
    }

    @SuppressWarnings("unchecked")
    private void fillAssets(Object container, int count) {
        List<SessionStarted.AssetRow> assets = (List<SessionStarted.AssetRow>) container;
        assets.clear();
        for (int i = 0; i < count; i++) {
            assets.add(new SessionStarted.AssetRow(text(), random.nextInt(19), random.nextInt(3)));
        }
    }

    @SuppressWarnings("unchecked")
    private void fillInstruments(Object container, int count) {
        List<SessionStarted.InstrumentRow> instruments = (List<SessionStarted.InstrumentRow>) container;
        instruments.clear();
        for (int i = 0; i < count; i++) {
            instruments.add(new SessionStarted.InstrumentRow(
                    text(),
                    text(),
                    random.nextInt(),
                    random.nextInt(),
                    decimal(),
                    decimal(),
                    int64(),
                    int64(),
                    int64(),
                    int64(),
                    int64(),
                    int64(),
                    int64(),
                    new Contract(ContractKind.values()[random.nextInt(3)], decimal(), int64(), int64())));
        }
    }

    private Side side() {
        return random.nextBoolean() ? Side.BUY : Side.SELL;
    }

    private Decimal decimal() {
        return new Decimal(random.nextInt(1_000_000), random.nextInt(19));
    }

    private long int64() {
        return random.nextInt(4) == 0 ? EXTREMES[random.nextInt(EXTREMES.length)] : random.nextLong();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }
}
