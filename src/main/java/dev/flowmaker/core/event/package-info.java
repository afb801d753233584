/** What happened: every input the engine can be given. Mutable structs, reused by whoever produces them; copy what you keep. */
@NullMarked
package dev.flowmaker.core.event;

import org.jspecify.annotations.NullMarked;
