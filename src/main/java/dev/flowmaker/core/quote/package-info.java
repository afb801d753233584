/** Where we want to quote: target prices, each the exact sum of its named parts. */
@NullMarked
package dev.flowmaker.core.quote;

import org.jspecify.annotations.NullMarked;
