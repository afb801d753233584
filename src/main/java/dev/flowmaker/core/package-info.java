/** The deterministic heart: integers in, integers out, time as an argument. Depends on nothing but itself and the JDK's pure parts. */
@NullMarked
package dev.flowmaker.core;

import org.jspecify.annotations.NullMarked;
