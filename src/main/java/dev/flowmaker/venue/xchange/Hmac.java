package dev.flowmaker.venue.xchange;

import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import si.mazi.rescu.Params;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.RestInvocation;

/**
 * Binance's signature of a request. XChange's own shares one engine between all calls and relies on a lock that is held
 * while a socket connects, so that one slow placement would hold up every cancel. This one shares nothing.
 */
final class Hmac implements ParamsDigest {
    static final String PARAMETER = "signature";
    private static final String ALGORITHM = "HmacSHA256";

    private final Secrets secrets;

    Hmac(Secrets secrets) {
        this.secrets = secrets;
    }

    /** In hexadecimal digits. */
    String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secrets.secretKey().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("no " + ALGORITHM, impossible);
        }
    }

    /** Signs the query of a call without a body. */
    @Override
    public String digestParams(RestInvocation call) {
        Params signed = Params.of();
        Params query = Objects.requireNonNull(call.getParamsMap().get(QueryParam.class));
        query.asHttpHeaders().forEach((name, value) -> {
            if (!name.equals(PARAMETER)) {
                signed.add(name, value);
            }
        });
        return sign(signed.asQueryString());
    }
}
