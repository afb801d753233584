package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Configurations that a cat walked over: each is taken or refused in words, and nothing else happens. */
class ConfigurationFuzzTest {
    private static final int TRIES = 3_000;
    private static final String[] WORDS = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        "=",
        ":",
        ",",
        "null",
        "true",
        "-1",
        "1e400",
        "9999999999999999999999",
        "NaN",
        "0",
        "%",
        "${x}",
        "include",
        "\n",
        "\u0000",
        "ms",
        "BTC",
        "1 BTC",
        "1 s",
        "forever",
        "\\",
        "//",
        "+="
    };

    private static String damaged(String text, SplittableRandom random) {
        StringBuilder damaged = new StringBuilder(text);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(4)) {
                case 0 -> damaged.setCharAt(at, (char) random.nextInt(1, 128));
                case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(30)));
                case 2 -> damaged.insert(at, WORDS[random.nextInt(WORDS.length)]);
                default -> {
                    int from = random.nextInt(damaged.length());
                    String copied = damaged.substring(from, Math.min(damaged.length(), from + random.nextInt(40)));
                    damaged.insert(at, copied);
                }
            }
        }
        return damaged.toString();
    }

    private static void damage(Path file, Consumer<Configuration> use) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < TRIES; i++) {
            String damaged = damaged(text, new SplittableRandom(i));
            try {
                use.accept(Configuration.parse("fuzzed.conf", damaged));
            } catch (ConfigurationException e) {
                refused++;
                assertFalse(String.valueOf(e.getMessage()).isBlank(), damaged);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("try " + i + ": " + e + "\n" + damaged, e);
            }
        }
        assertTrue(refused > TRIES / 3 && refused < TRIES, "refused " + refused);
    }

    @Test
    void shouldTakeOrRefuseAnyDaemonsConfiguration() throws IOException {
        damage(Path.of("conf/local.conf"), configuration -> {
            DaemonSettings unused = configuration.daemon();
        });
    }

    @Test
    void shouldTakeOrRefuseAnyExchangesConfiguration() throws IOException {
        damage(Path.of("conf/exchange.conf"), configuration -> {
            ExchangeSpec unused = configuration.exchange();
        });
    }
}
