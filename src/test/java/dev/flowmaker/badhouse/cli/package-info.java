@NullMarked
package dev.flowmaker.badhouse.cli;

import org.jspecify.annotations.NullMarked;
