/** The simulated exchange: a deterministic core without clock, thread or socket. Time comes in with each call. */
@NullMarked
package dev.flowmaker.exchange;

import org.jspecify.annotations.NullMarked;
