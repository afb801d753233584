/** The order-flow study: bins, regressions, predictions, and how they are shown. */
@NullMarked
package dev.flowmaker.research.study;

import org.jspecify.annotations.NullMarked;
