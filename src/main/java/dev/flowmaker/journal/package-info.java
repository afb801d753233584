/** The journal: every input, decision and command in one total order, written before it is used, read by every tool. */
@NullMarked
package dev.flowmaker.journal;

import org.jspecify.annotations.NullMarked;
