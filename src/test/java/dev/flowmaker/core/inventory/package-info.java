@NullMarked
package dev.flowmaker.core.inventory;

import org.jspecify.annotations.NullMarked;
