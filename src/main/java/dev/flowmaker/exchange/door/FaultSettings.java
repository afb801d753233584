package dev.flowmaker.exchange.door;

/**
 * How the local exchange's connections fail, for tests of its clients: shares of messages, millionths. With all 0 they do
 * not.
 *
 * @param seed of what fails when; the same traffic then fails the same way
 * @param delayPpm requests and messages that are held up
 * @param maxDelayNanos for how long at most
 * @param dropPpm requests that are read and never answered: half of them done before
 * @param resetPpm requests and messages at which the connection is reset, requests half the time after they were done
 * @param halfOpenPpm messages from which on a stream says and hears nothing more, and stays open
 * @param rateLimitPpm requests refused with 429
 * @param serverErrorPpm requests answered with 503, half of them done before
 * @param duplicatePpm messages of streams that are sent twice
 * @param gapPpm messages of streams that are left out
 * @param silencePpm messages from which on a stream is silent for {@code silenceNanos}
 */
public record FaultSettings(
        long seed,
        long delayPpm,
        long maxDelayNanos,
        long dropPpm,
        long resetPpm,
        long halfOpenPpm,
        long rateLimitPpm,
        long serverErrorPpm,
        long duplicatePpm,
        long gapPpm,
        long silencePpm,
        long silenceNanos) {
    public static final FaultSettings NONE = new FaultSettings(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
