/** Many backtests of one configuration with some of its keys changed, and what chance alone would have made of as many. */
@NullMarked
package dev.flowmaker.research.sweep;

import org.jspecify.annotations.NullMarked;
