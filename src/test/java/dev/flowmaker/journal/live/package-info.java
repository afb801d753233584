@NullMarked
package dev.flowmaker.journal.live;

import org.jspecify.annotations.NullMarked;
