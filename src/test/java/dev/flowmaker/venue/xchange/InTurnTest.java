package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.PlannedFault;
import dev.flowmaker.exchange.kraken.TestKraken;
import info.bitrich.xchangestream.kraken.KrakenStreamingExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.kraken.service.KrakenDigest;
import si.mazi.rescu.SynchronizedValueFactory;

/** Requests of several threads to a venue that wants each one's number above the one before. */
class InTurnTest {
    private static final int THREADS = 4;
    private static final int REQUESTS = 40;

    private final AtomicLong last = new AtomicLong();
    private final SynchronizedValueFactory<Long> nonce = last::incrementAndGet;

    private KrakenRest requests(TestKraken venue) {
        ExchangeSpecification specification = new KrakenStreamingExchange().getDefaultExchangeSpecification();
        specification.setSslUri(venue.uri("http", "").toString());
        return InTurn.proxy(KrakenRest.class, KrakenCalls.proxy(specification));
    }

    private JsonNode balance(TestKraken venue, KrakenRest requests) throws Exception {
        ApiKey key = venue.settings.keys().get(0);
        return requests.ask("Balance", key.key(), KrakenDigest.createInstance(key.secret()), nonce);
    }

    @Test
    void shouldArriveInOrder() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (TestKraken venue = TestKraken.quiet()) {
            KrakenRest requests = requests(venue);
            List<Future<JsonNode>> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                answers.add(threads.submit(() -> balance(venue, requests)));
            }
            for (Future<JsonNode> answer : answers) {
                assertEquals(
                        "[]", answer.get(60, TimeUnit.SECONDS).path("error").toString());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldNotWaitForAnAnswerThatIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try (TestKraken venue = TestKraken.quiet()) {
            KrakenRest requests = requests(venue);
            venue.server.plan(new PlannedFault(PlannedFault.Kind.ANSWER_LOST, "Balance", 1));
            Future<JsonNode> lost = threads.submit(() -> balance(venue, requests));
            while (last.get() == 0) {
                Thread.onSpinWait();
            }
            assertEquals("[]", balance(venue, requests).path("error").toString());
            assertTrue(!lost.isDone(), "the lost one still waits for its answer");
        } finally {
            threads.shutdownNow();
        }
    }
}
