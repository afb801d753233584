/** A journal as tables for analysis elsewhere: compressed CSV and Parquet. */
@NullMarked
package dev.flowmaker.report.export;

import org.jspecify.annotations.NullMarked;
