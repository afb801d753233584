/** Journals to look at and to analyse: the report, one self-contained page, and its figures. */
@NullMarked
package dev.flowmaker.report;

import org.jspecify.annotations.NullMarked;
