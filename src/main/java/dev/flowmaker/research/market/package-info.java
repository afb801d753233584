/** What a market is like, in the figures the literature knows markets by, and how like it a synthetic one is. */
@NullMarked
package dev.flowmaker.research.market;

import org.jspecify.annotations.NullMarked;
