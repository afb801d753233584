/** What would have been decided, and what would have come of it, under other settings. */
@NullMarked
package dev.flowmaker.replay.whatif;

import org.jspecify.annotations.NullMarked;
