/** Why a quote was what it was, or why there was none: what the journal says of it, and what playing it again adds. */
@NullMarked
package dev.flowmaker.replay.explain;

import org.jspecify.annotations.NullMarked;
