@NullMarked
package dev.flowmaker.badhouse.core.signal;

import org.jspecify.annotations.NullMarked;
