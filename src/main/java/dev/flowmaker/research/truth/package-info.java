/** Fill models held against a market where it is known who stood where in the queue. */
@NullMarked
package dev.flowmaker.research.truth;

import org.jspecify.annotations.NullMarked;
