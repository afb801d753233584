/** Learning from the past: captures become tapes, tapes are studied. */
@NullMarked
package dev.flowmaker.research;

import org.jspecify.annotations.NullMarked;
