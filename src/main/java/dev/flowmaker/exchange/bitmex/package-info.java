/**
 * A local exchange that speaks BitMEX's protocol: REST under {@code /api/v1}, tables of rows over the WebSocket
 * {@code /realtime}. It trades linear and inverse perpetuals of the one exchange core.
 */
@NullMarked
package dev.flowmaker.exchange.bitmex;

import org.jspecify.annotations.NullMarked;
