package dev.flowmaker.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedFileNamingAndTriggeringPolicy;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import dev.flowmaker.config.LogSettings;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where the log goes. */
final class Logs {
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %logger{0}: %redacted%n%redactedTrace";

    private Logs() {}

    /** Into a file that rolls over, beside standard error. */
    static void alsoToFile(Path file, LogSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        OwnerOnlyLog<ILoggingEvent> appender = new OwnerOnlyLog<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context));
        TimeBasedRollingPolicy<ILoggingEvent> policy = new TimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(
                file.resolveSibling("flowmaker.%d{yyyy-MM-dd, UTC}.%i.log").toString());
        policy.setMaxHistory(settings.keepDays());
        policy.setTotalSizeCap(new FileSize(settings.keepBytes()));
        policy.setCleanHistoryOnStart(true);
        SizeAndTimeBasedFileNamingAndTriggeringPolicy<ILoggingEvent> sizes =
                new SizeAndTimeBasedFileNamingAndTriggeringPolicy<>();
        sizes.setContext(context);
        sizes.setMaxFileSize(new FileSize(settings.fileBytes()));
        // Looked at once a second; what a storm writes in a minute could be large.
        sizes.setCheckIncrement(Duration.buildBySeconds(1));
        policy.setTimeBasedFileNamingAndTriggeringPolicy(sizes);
        appender.setRollingPolicy(policy);
        try {
            OwnerOnly.folder(file.resolveSibling(""));
        } catch (IOException e) {
            throw new JournalException(
                    "the log's folder cannot be made (" + e + ")", file.toString(), "choose another journal.dir", e);
        }
        policy.start();
        appender.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    /** Only what somebody must know: for commands that say themselves what happened. */
    static void warningsOnly() {
        ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .setLevel(Level.WARN);
    }

    private static PatternLayoutEncoder encoder(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }

    /** Into a file instead of standard error, which something else is drawn on. */
    static void toFile(Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
    }
}
