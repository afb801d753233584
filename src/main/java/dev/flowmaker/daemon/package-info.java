/** The daemon: one event loop between a venue and the journal, and all that starts, watches and ends it. */
@NullMarked
package dev.flowmaker.daemon;

import org.jspecify.annotations.NullMarked;
