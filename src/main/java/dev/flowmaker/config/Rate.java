package dev.flowmaker.config;

/**
 * So many in any stretch of time.
 *
 * @param count how many
 * @param windowNanos the stretch
 */
public record Rate(int count, long windowNanos) {}
