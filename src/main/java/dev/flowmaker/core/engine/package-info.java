/** The wiring: events in, decisions and commands out, and one visitor over all state. */
@NullMarked
package dev.flowmaker.core.engine;

import org.jspecify.annotations.NullMarked;
