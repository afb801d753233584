package dev.flowmaker.badhouse.report;

/** A package that does not say what may be null. */
public final class Report {}
