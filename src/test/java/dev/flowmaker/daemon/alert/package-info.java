@NullMarked
package dev.flowmaker.daemon.alert;

import org.jspecify.annotations.NullMarked;
