/** Instruments, order books, their integrity, and our own size taken out of them. */
@NullMarked
package dev.flowmaker.core.market;

import org.jspecify.annotations.NullMarked;
