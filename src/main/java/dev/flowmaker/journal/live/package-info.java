/**
 * The live state: what a running session looks like, in a Chronicle Map that other processes read. A projection, made
 * anew at every start; the journal is the truth.
 */
@NullMarked
package dev.flowmaker.journal.live;

import org.jspecify.annotations.NullMarked;
