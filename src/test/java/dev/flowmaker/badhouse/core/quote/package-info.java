@NullMarked
package dev.flowmaker.badhouse.core.quote;

import org.jspecify.annotations.NullMarked;
