/** The operator's way in: a socket only the daemon's owner can open, and what is said over it. */
@NullMarked
package dev.flowmaker.daemon.control;

import org.jspecify.annotations.NullMarked;
