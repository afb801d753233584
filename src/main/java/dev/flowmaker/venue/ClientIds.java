package dev.flowmaker.venue;

/** Our order ids in a venue's client ids, and which of a venue's are ours. */
public interface ClientIds {
    /** The id sent to the venue. */
    String text(long orderId);

    /** Our order id, or 0 when the text is not of this daemon's making. */
    long orderId(String text);
}
