package dev.flowmaker.badhouse.core.quote;

/** A late stage that others should not know. */
public final class Late {}
