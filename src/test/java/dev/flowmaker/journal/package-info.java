@NullMarked
package dev.flowmaker.journal;

import org.jspecify.annotations.NullMarked;
