package dev.flowmaker.venue.xchange;

import java.net.URI;
import java.util.Objects;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.RestInvocation;

/**
 * BitMEX's signature: HMAC-SHA-256 over verb, path with query, expiry and body. XChange's own first decodes the secret from
 * Base64 and encodes it again, which makes another secret of one whose length is not right for that.
 */
final class BitmexSignature implements ParamsDigest {
    private final Hmac hmac;
    private final long expires;

    /** @param expires when the request stops being valid, UTC seconds */
    BitmexSignature(Hmac hmac, long expires) {
        this.hmac = hmac;
        this.expires = expires;
    }

    /** @param path with query, as it is sent */
    String of(String verb, String path, String body) {
        return hmac.sign(verb + path + expires + body);
    }

    @Override
    public String digestParams(RestInvocation call) {
        URI uri = URI.create(call.getInvocationUrl());
        String query = uri.getRawQuery();
        return of(
                call.getHttpMethod(),
                query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query,
                Objects.requireNonNullElse(call.getRequestBody(), ""));
    }
}
