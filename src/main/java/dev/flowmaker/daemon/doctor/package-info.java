/** Looks at everything a daemon will rely on before it is trusted with money. */
@NullMarked
package dev.flowmaker.daemon.doctor;

import org.jspecify.annotations.NullMarked;
