/** What to do: every request the engine can make of a venue, and the sink that takes them. */
@NullMarked
package dev.flowmaker.core.command;

import org.jspecify.annotations.NullMarked;
