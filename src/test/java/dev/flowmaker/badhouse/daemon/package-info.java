@NullMarked
package dev.flowmaker.badhouse.daemon;

import org.jspecify.annotations.NullMarked;
