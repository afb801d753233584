/** What the order flow says: streaming signals computed from clean books and trades. */
@NullMarked
package dev.flowmaker.core.signal;

import org.jspecify.annotations.NullMarked;
