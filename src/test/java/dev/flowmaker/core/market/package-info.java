@NullMarked
package dev.flowmaker.core.market;

import org.jspecify.annotations.NullMarked;
