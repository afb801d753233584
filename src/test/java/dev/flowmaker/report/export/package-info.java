@NullMarked
package dev.flowmaker.report.export;

import org.jspecify.annotations.NullMarked;
