/** Tells people: alerts, throttled, to a webhook or a command, on threads of their own. */
@NullMarked
package dev.flowmaker.daemon.alert;

import org.jspecify.annotations.NullMarked;
