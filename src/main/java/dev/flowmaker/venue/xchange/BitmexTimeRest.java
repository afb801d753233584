package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;

/** The root of BitMEX's requests, which tells its version and time. */
@Path("api")
@Produces(MediaType.APPLICATION_JSON)
interface BitmexTimeRest {
    @GET
    @Path("v1")
    JsonNode about() throws IOException, BitmexRefusal;
}
