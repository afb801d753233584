/** Price-time-priority matching, over orders and over recorded quantity alike. */
@NullMarked
package dev.flowmaker.exchange.matching;

import org.jspecify.annotations.NullMarked;
