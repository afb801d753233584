/** How long messages are under way to and from a simulated exchange. */
@NullMarked
package dev.flowmaker.exchange.latency;

import org.jspecify.annotations.NullMarked;
