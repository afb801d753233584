/** What we own: one ledger per asset, position, and profit and loss split into exact parts. */
@NullMarked
package dev.flowmaker.core.inventory;

import org.jspecify.annotations.NullMarked;
