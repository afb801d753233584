package dev.flowmaker.exchange.binance;

/** A request that is refused, in the words of the protocol. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int code;
    private final long retryAtNanos;

    private ApiException(int status, int code, String message, long retryAtNanos) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAtNanos = retryAtNanos;
    }

    /** The request itself is wrong: HTTP 400. */
    static ApiException bad(int code, String message) {
        return new ApiException(400, code, message, 0);
    }

    static ApiException of(int status, int code, String message) {
        return new ApiException(status, code, message, 0);
    }

    /** Too much was asked: HTTP 429, or 418 for a ban; the venue time from which to try again. */
    static ApiException limited(int status, int code, String message, long retryAtNanos) {
        return new ApiException(status, code, message, retryAtNanos);
    }

    static ApiException mandatory(String name) {
        return bad(-1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed.");
    }

    static ApiException illegal(String name, String range) {
        return bad(-1100, "Illegal characters found in parameter '" + name + "'; legal range is '" + range + "'.");
    }

    static ApiException filter(String name) {
        return bad(-1013, "Filter failure: " + name);
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** 0 when the refusal is not about limits. */
    long retryAtNanos() {
        return retryAtNanos;
    }
}
