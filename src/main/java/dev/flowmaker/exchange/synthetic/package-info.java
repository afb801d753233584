/** A market made of seeded participants. */
@NullMarked
package dev.flowmaker.exchange.synthetic;

import org.jspecify.annotations.NullMarked;
