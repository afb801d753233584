/** What the signals are worth in money: the same quotes without them, with some and with all, and how sure that is. */
@NullMarked
package dev.flowmaker.research.ablation;

import org.jspecify.annotations.NullMarked;
