@NullMarked
package dev.flowmaker.report;

import org.jspecify.annotations.NullMarked;
