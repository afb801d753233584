@NullMarked
package dev.flowmaker.daemon.control;

import org.jspecify.annotations.NullMarked;
