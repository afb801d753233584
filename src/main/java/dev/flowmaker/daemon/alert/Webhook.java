package dev.flowmaker.daemon.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JSON object by POST. Its address may be a secret and appears nowhere. */
final class Webhook implements Target {
    private final URI uri;
    private final Duration timeout;
    private final HttpClient client;

    Webhook(URI uri, Duration timeout) {
        this.uri = uri;
        this.timeout = timeout;
        client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public String name() {
        return "the webhook";
    }

    @Override
    public void deliver(String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, BodyHandlers.discarding());
        try {
            // The client's own timeout ends with the headers; a body that never does must not hold us.
            int status = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS).statusCode();
            if (status / 100 != 2) {
                throw new IOException("it answered " + status);
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            // Its text may hold the address.
            throw new IOException(cause.getClass().getSimpleName());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeout.toMillis() + " ms");
        } finally {
            answer.cancel(true);
        }
    }
}
