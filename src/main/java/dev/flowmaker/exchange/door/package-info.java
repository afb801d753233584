/** What every local exchange needs to be reached over sockets, whatever it speaks: HTTP, WebSockets, and their faults. */
@NullMarked
package dev.flowmaker.exchange.door;

import org.jspecify.annotations.NullMarked;
