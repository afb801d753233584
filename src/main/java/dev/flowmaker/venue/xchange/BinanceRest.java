package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.binance.dto.BinanceException;
import si.mazi.rescu.ParamsDigest;

/**
 * The calls that XChange cannot make or whose answers it cuts short: cancel and query by client id need a numeric id
 * there, canceled orders lose their time, accounts their exact fees, and one order of a new kind fails a whole list.
 * Answers stay JSON.
 */
@Path("api/v3")
@Produces(MediaType.APPLICATION_JSON)
interface BinanceRest {
    String KEY = "X-MBX-APIKEY";

    /** XChange asks for all symbols at once, which is too much to ask again and again. */
    @GET
    @Path("exchangeInfo")
    JsonNode exchangeInfo(@QueryParam("symbol") String symbol) throws IOException, BinanceException;

    @GET
    @Path("order")
    JsonNode order(
            @HeaderParam(KEY) String key,
            @QueryParam("symbol") String symbol,
            @QueryParam("origClientOrderId") String clientId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @QueryParam(Hmac.PARAMETER) ParamsDigest signature)
            throws IOException, BinanceException;

    @DELETE
    @Path("order")
    JsonNode cancel(
            @HeaderParam(KEY) String key,
            @QueryParam("symbol") String symbol,
            @QueryParam("origClientOrderId") String clientId,
            @QueryParam("newClientOrderId") String cancelId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @QueryParam(Hmac.PARAMETER) ParamsDigest signature)
            throws IOException, BinanceException;

    @DELETE
    @Path("openOrders")
    JsonNode cancelAll(
            @HeaderParam(KEY) String key,
            @QueryParam("symbol") String symbol,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @QueryParam(Hmac.PARAMETER) ParamsDigest signature)
            throws IOException, BinanceException;

    @POST
    @Path("countdownCancelAll")
    JsonNode countdownCancelAll(
            @HeaderParam(KEY) String key,
            @QueryParam("symbol") String symbol,
            @QueryParam("countdownTime") long countdownMillis,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @QueryParam(Hmac.PARAMETER) ParamsDigest signature)
            throws IOException, BinanceException;

    @GET
    @Path("openOrders")
    JsonNode openOrders(
            @HeaderParam(KEY) String key,
            @QueryParam("symbol") String symbol,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @QueryParam(Hmac.PARAMETER) ParamsDigest signature)
            throws IOException, BinanceException;

    @GET
    @Path("order")
    JsonNode orderByNumber(
            @HeaderParam(KEY) String key,
            @QueryParam("symbol") String symbol,
            @QueryParam("orderId") long venueOrderId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @QueryParam(Hmac.PARAMETER) ParamsDigest signature)
            throws IOException, BinanceException;

    @GET
    @Path("myTrades")
    JsonNode trades(
            @HeaderParam(KEY) String key,
            @QueryParam("symbol") String symbol,
            @QueryParam("orderId") @Nullable Long venueOrderId,
            @QueryParam("fromId") @Nullable Long fromId,
            @QueryParam("limit") int limit,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @QueryParam(Hmac.PARAMETER) ParamsDigest signature)
            throws IOException, BinanceException;

    @GET
    @Path("account")
    JsonNode account(
            @HeaderParam(KEY) String key,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @QueryParam(Hmac.PARAMETER) ParamsDigest signature)
            throws IOException, BinanceException;
}
