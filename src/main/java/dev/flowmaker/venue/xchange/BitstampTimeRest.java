package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;

/** A book with its time to the microsecond, of which XChange keeps the second. */
@Path("api/v2")
@Produces(MediaType.APPLICATION_JSON)
interface BitstampTimeRest {
    @GET
    @Path("order_book/{pair}/")
    JsonNode book(@PathParam("pair") String pair) throws IOException;
}
