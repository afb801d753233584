/** What is working: order states, and the steps from working orders to targets. */
@NullMarked
package dev.flowmaker.core.order;

import org.jspecify.annotations.NullMarked;
