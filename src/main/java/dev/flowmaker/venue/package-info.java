/** The port to whatever takes orders: gateways outside, inbox and outbox inside. */
@NullMarked
package dev.flowmaker.venue;

import org.jspecify.annotations.NullMarked;
