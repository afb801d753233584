/** The whole daemon against the simulated exchange in virtual time, with everything between them and below them failing. */
@NullMarked
package dev.flowmaker.simulation;

import org.jspecify.annotations.NullMarked;
