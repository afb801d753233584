@NullMarked
package dev.flowmaker.badhouse.core.event;

import org.jspecify.annotations.NullMarked;
