package dev.flowmaker.exchange.kraken;

/** A request that is refused, in the words of the protocol; answered with HTTP 200 like everything at Kraken. */
final class KrakenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private KrakenException(String error) {
        super(error, null, false, false);
    }

    /** Such as {@code EOrder:Insufficient funds}. */
    static KrakenException of(String error) {
        return new KrakenException(error);
    }

    /** A parameter is missing or makes no sense. */
    static KrakenException invalid(String parameter) {
        return new KrakenException("EGeneral:Invalid arguments:" + parameter);
    }

    String error() {
        return String.valueOf(getMessage());
    }
}
