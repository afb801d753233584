/**
 * An automated market maker whose journal replays bit for bit.
 *
 * <p>{@code core} decides, {@code journal} remembers, {@code venue} and {@code exchange} are the world,
 * {@code daemon} joins them and {@code cli} is the door.
 */
@NullMarked
package dev.flowmaker;

import org.jspecify.annotations.NullMarked;
