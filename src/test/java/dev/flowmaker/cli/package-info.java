@NullMarked
package dev.flowmaker.cli;

import org.jspecify.annotations.NullMarked;
