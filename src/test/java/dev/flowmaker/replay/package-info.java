@NullMarked
package dev.flowmaker.replay;

import org.jspecify.annotations.NullMarked;
