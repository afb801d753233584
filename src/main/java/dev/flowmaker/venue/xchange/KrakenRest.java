package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;

/**
 * Kraken's requests, with answers as they come. XChange has no cancel of all and no dead man's switch, reads a field that is
 * missing as 0, cannot read a list of orders in which one has a flag that it does not know, and keeps the names of markets in
 * maps that all of a process shares. Its signature is used.
 */
@Path("0")
@Produces(MediaType.APPLICATION_JSON)
interface KrakenRest {
    @GET
    @Path("public/Time")
    JsonNode time() throws IOException;

    @GET
    @Path("public/Assets")
    JsonNode assets() throws IOException;

    /**
     * Markets and their rules.
     *
     * @param pair one market alone; null for all
     */
    @GET
    @Path("public/AssetPairs")
    JsonNode pairs(@QueryParam("pair") @Nullable String pair) throws IOException;

    @GET
    @Path("public/Depth")
    JsonNode depth(@QueryParam("pair") String pair, @QueryParam("count") int count) throws IOException;

    /** Any private request that takes no parameter but the nonce. */
    @POST
    @Path("private/{method}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    JsonNode ask(
            @PathParam("method") String method,
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
            throws IOException;

    @POST
    @Path("private/TradeVolume")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    JsonNode tradeVolume(
            @FormParam("pair") String pairs,
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
            throws IOException;

    @POST
    @Path("private/AddOrder")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    JsonNode addOrder(
            @FormParam("pair") String pair,
            @FormParam("type") String side,
            @FormParam("ordertype") String type,
            @FormParam("price") String price,
            @FormParam("volume") String volume,
            @FormParam("oflags") String flags,
            @FormParam("userref") String userRef,
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
            throws IOException;

    /**
     * Cancels.
     *
     * @param id the venue's, or a user reference: then every order that has it
     */
    @POST
    @Path("private/CancelOrder")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    JsonNode cancelOrder(
            @FormParam("txid") String id,
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
            throws IOException;

    /**
     * The dead man's switch.
     *
     * @param seconds until all orders of the account are canceled; 0 calls it off
     */
    @POST
    @Path("private/CancelAllOrdersAfter")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    JsonNode cancelAllOrdersAfter(
            @FormParam("timeout") long seconds,
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
            throws IOException;

    @POST
    @Path("private/OpenOrders")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    JsonNode openOrders(
            @FormParam("userref") @Nullable String userRef,
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
            throws IOException;

    /** The newest 50 of them. */
    @POST
    @Path("private/ClosedOrders")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    JsonNode closedOrders(
            @FormParam("trades") boolean withTrades,
            @FormParam("userref") String userRef,
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
            throws IOException;

    @POST
    @Path("private/QueryOrders")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    JsonNode queryOrders(
            @FormParam("trades") boolean withTrades,
            @FormParam("txid") String ids,
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
            throws IOException;

    /**
     * Trades by their ids.
     *
     * @param ids at most 20, with commas between
     */
    @POST
    @Path("private/QueryTrades")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    JsonNode queryTrades(
            @FormParam("txid") String ids,
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
            throws IOException;

    /**
     * The account's trades, newest first, 50 at a time.
     *
     * @param startSeconds none at this time or before
     * @param endSeconds none after this time; null for no such end
     * @param offset how many of the newest of them to leave out
     */
    @POST
    @Path("private/TradesHistory")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    JsonNode tradesHistory(
            @FormParam("start") String startSeconds,
            @FormParam("end") @Nullable String endSeconds,
            @FormParam("ofs") int offset,
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
            throws IOException;
}
