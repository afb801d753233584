package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.knowm.xchange.binance.dto.BinanceException;
import si.mazi.rescu.ParamsDigest;

/** What a key may do, and which markets are to end: XChange asks for neither. */
@Path("sapi/v1")
@Produces(MediaType.APPLICATION_JSON)
interface BinanceKeyRest {
    @GET
    @Path("account/apiRestrictions")
    JsonNode restrictions(
            @HeaderParam(BinanceRest.KEY) String key,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @QueryParam(Hmac.PARAMETER) ParamsDigest signature)
            throws IOException, BinanceException;

    @GET
    @Path("spot/delist-schedule")
    JsonNode delistings(
            @HeaderParam(BinanceRest.KEY) String key,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @QueryParam(Hmac.PARAMETER) ParamsDigest signature)
            throws IOException, BinanceException;
}
