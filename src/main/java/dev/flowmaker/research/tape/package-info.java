/** Others' recordings to tapes, which are journals of market data, with a report of what was left out and why. */
@NullMarked
package dev.flowmaker.research.tape;

import org.jspecify.annotations.NullMarked;
