/** What we may send: checks with reasons and numbers before every order. */
@NullMarked
package dev.flowmaker.core.risk;

import org.jspecify.annotations.NullMarked;
