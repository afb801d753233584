/** Configuration: files read and proved before anything connects, then resolved into the engine's integers. */
@NullMarked
package dev.flowmaker.config;

import org.jspecify.annotations.NullMarked;
