/** Recorded sessions again: the same inputs into a new engine, its outputs held against the recorded ones. */
@NullMarked
package dev.flowmaker.replay;

import org.jspecify.annotations.NullMarked;
