@NullMarked
package dev.flowmaker.core.signal;

import org.jspecify.annotations.NullMarked;
