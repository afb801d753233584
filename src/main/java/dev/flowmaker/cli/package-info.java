/** The command line: one class per command, and nothing that a command could not also be tested without. */
@NullMarked
package dev.flowmaker.cli;

import org.jspecify.annotations.NullMarked;
