/** Tests of the engine, and what they share. */
@NullMarked
package dev.flowmaker.core;

import org.jspecify.annotations.NullMarked;
