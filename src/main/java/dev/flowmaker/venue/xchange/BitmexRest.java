package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import si.mazi.rescu.ParamsDigest;

/**
 * BitMEX's requests as we need them. XChange's own share one lock and one expiry that runs ahead of time above a request a
 * second, keep the rate limit of all accounts in one static field and refuse by it, and tell neither the status of a placed
 * order nor that a canceled one had ended before. Answers stay JSON.
 */
@Path("api/v1")
@Produces(MediaType.APPLICATION_JSON)
interface BitmexRest {
    String KEY = "api-key";
    String EXPIRES = "api-expires";
    String SIGNATURE = "api-signature";

    @GET
    @Path("instrument/active")
    JsonNode instruments() throws IOException, BitmexRefusal;

    @GET
    @Path("instrument")
    JsonNode instrument(@QueryParam("symbol") String symbol) throws IOException, BitmexRefusal;

    @GET
    @Path("orderBook/L2")
    JsonNode book(@QueryParam("symbol") String symbol, @QueryParam("depth") int depth)
            throws IOException, BitmexRefusal;

    @GET
    @Path("order")
    JsonNode orders(
            @HeaderParam(KEY) String key,
            @HeaderParam(EXPIRES) long expires,
            @HeaderParam(SIGNATURE) ParamsDigest signature,
            @QueryParam("symbol") String symbol,
            @QueryParam("filter") String filter,
            @QueryParam("count") int count,
            @QueryParam("start") int start)
            throws IOException, BitmexRefusal;

    @POST
    @Path("order")
    JsonNode place(
            @HeaderParam(KEY) String key,
            @HeaderParam(EXPIRES) long expires,
            @HeaderParam(SIGNATURE) ParamsDigest signature,
            @FormParam("symbol") String symbol,
            @FormParam("side") String side,
            @FormParam("orderQty") String quantity,
            @FormParam("price") String price,
            @FormParam("ordType") String type,
            @FormParam("clOrdID") String clientId,
            @FormParam("execInst") @Nullable String instructions)
            throws IOException, BitmexRefusal;

    @DELETE
    @Path("order")
    JsonNode cancel(
            @HeaderParam(KEY) String key,
            @HeaderParam(EXPIRES) long expires,
            @HeaderParam(SIGNATURE) ParamsDigest signature,
            @FormParam("clOrdID") String clientId)
            throws IOException, BitmexRefusal;

    @DELETE
    @Path("order/all")
    JsonNode cancelAll(
            @HeaderParam(KEY) String key,
            @HeaderParam(EXPIRES) long expires,
            @HeaderParam(SIGNATURE) ParamsDigest signature,
            @FormParam("symbol") String symbol)
            throws IOException, BitmexRefusal;

    @POST
    @Path("order/cancelAllAfter")
    JsonNode cancelAllAfter(
            @HeaderParam(KEY) String key,
            @HeaderParam(EXPIRES) long expires,
            @HeaderParam(SIGNATURE) ParamsDigest signature,
            @FormParam("timeout") long timeoutMillis)
            throws IOException, BitmexRefusal;

    @GET
    @Path("execution/tradeHistory")
    JsonNode trades(
            @HeaderParam(KEY) String key,
            @HeaderParam(EXPIRES) long expires,
            @HeaderParam(SIGNATURE) ParamsDigest signature,
            @QueryParam("symbol") String symbol,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("count") int count,
            @QueryParam("start") int start,
            @QueryParam("startTime") @Nullable String from)
            throws IOException, BitmexRefusal;

    @GET
    @Path("position")
    JsonNode positions(
            @HeaderParam(KEY) String key,
            @HeaderParam(EXPIRES) long expires,
            @HeaderParam(SIGNATURE) ParamsDigest signature)
            throws IOException, BitmexRefusal;

    @GET
    @Path("user/margin")
    JsonNode margins(
            @HeaderParam(KEY) String key,
            @HeaderParam(EXPIRES) long expires,
            @HeaderParam(SIGNATURE) ParamsDigest signature,
            @QueryParam("currency") String currency)
            throws IOException, BitmexRefusal;

    @GET
    @Path("user/commission")
    JsonNode commissions(
            @HeaderParam(KEY) String key,
            @HeaderParam(EXPIRES) long expires,
            @HeaderParam(SIGNATURE) ParamsDigest signature)
            throws IOException, BitmexRefusal;

    @GET
    @Path("apiKey")
    JsonNode keys(
            @HeaderParam(KEY) String key,
            @HeaderParam(EXPIRES) long expires,
            @HeaderParam(SIGNATURE) ParamsDigest signature)
            throws IOException, BitmexRefusal;
}
