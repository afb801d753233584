@NullMarked
package dev.flowmaker.badhouse.core;

import org.jspecify.annotations.NullMarked;
