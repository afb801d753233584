package dev.flowmaker.exchange.bitmex;

import static dev.flowmaker.exchange.bitmex.BitmexTestVenue.BTC;
import static dev.flowmaker.exchange.bitmex.BitmexTestVenue.INVERSE;
import static dev.flowmaker.exchange.bitmex.BitmexTestVenue.LINEAR;
import static dev.flowmaker.exchange.bitmex.BitmexTestVenue.USDT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.daemon.LocalExchange;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.FundingInfo;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.ExchangeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Positions, margins, wallets and executions: equal to the exchange's, over REST and in the tables. */
class AccountTest {
    private static BitmexTestVenue traded() {
        BitmexTestVenue venue = BitmexTestVenue.quiet();
        venue.bob.limit(INVERSE, "Sell", 1_000, "50000").ok();
        venue.alice.limit(INVERSE, "Buy", 600, "50000", "clOrdID", "inverse").ok();
        venue.bob.limit(LINEAR, "Sell", 1_000, "60000").ok();
        venue.alice.limit(LINEAR, "Buy", 1_000, "60000", "clOrdID", "linear").ok();
        return venue;
    }

    @Test
    void shouldSignCostsAndNotionalsAsBitmexDoes() {
        try (BitmexTestVenue venue = traded()) {
            JsonNode rows = venue.alice.get("/execution/tradeHistory").ok();
            assertEquals(List.of("inverse", "linear"), rows.findValuesAsText("clOrdID"));
            // 600 dollars at 50,000 are 0.012 bitcoin; 1,000 contracts of a millionth at 60,000 are 60 dollars.
            assertEquals(
                    "Trade Buy 600 50000 RemovedLiquidity 0.0005 -1200000 600 0.012 -600 XBt Filled",
                    BitmexWords.of(
                            rows.get(0),
                            "execType side lastQty lastPx lastLiquidityInd commission execCost execComm homeNotional"
                                    + " foreignNotional settlCurrency ordStatus"));
            assertEquals(
                    "60000000 30000 0.001 -60 USDt",
                    BitmexWords.of(rows.get(1), "execCost execComm homeNotional foreignNotional settlCurrency"));
            JsonNode maker = venue.bob
                    .get("/execution/tradeHistory", "symbol", INVERSE)
                    .ok()
                    .get(0);
            assertEquals(
                    "Sell AddedLiquidity -0.0001 1200000 -120 -0.012 600 PartiallyFilled 400",
                    BitmexWords.of(
                            maker,
                            "side lastLiquidityInd commission execCost execComm homeNotional foreignNotional ordStatus"
                                    + " leavesQty"));
            assertEquals(rows.get(0).path("trdMatchID"), maker.path("trdMatchID"), "one trade has one name");
            assertEquals(
                    List.of("New", "Trade", "New", "Trade"),
                    venue.alice.get("/execution").ok().findValuesAsText("execType"));
            assertEquals(
                    1,
                    venue.alice
                            .get("/execution", "filter", "{\"execType\":\"Trade\",\"symbol\":\"XBTUSDT\"}")
                            .ok()
                            .size());
        }
    }

    @Test
    void shouldHavePositionsAndMarginsEqualToTheExchanges() {
        try (BitmexTestVenue venue = traded()) {
            JsonNode positions = venue.alice.get("/position").ok();
            assertEquals(
                    "XBTUSD XBt 600 -1200000 true 50000 100 true",
                    BitmexWords.of(
                            positions.get(0),
                            "symbol currency currentQty posCost isOpen avgEntryPrice leverage crossMargin"));
            assertEquals(
                    "XBTUSDT USDt 1000 60000000 60000",
                    BitmexWords.of(positions.get(1), "symbol currency currentQty posCost avgEntryPrice"));
            assertEquals(
                    "-1000",
                    venue.bob
                            .get("/position", "filter", "{\"symbol\":\"XBTUSDT\"}")
                            .ok()
                            .get(0)
                            .path("currentQty")
                            .asText());
            JsonNode margins =
                    venue.alice.get("/user/margin", "currency", "all").ok();
            for (int i = 0; i < 2; i++) {
                int asset = i == 0 ? BTC : USDT;
                JsonNode margin = margins.get(i);
                long equity = venue.server.ask(exchange -> exchange.equityQuanta(0, asset));
                BalanceInfo balance =
                        venue.server.ask(exchange -> exchange.balances(0).get(asset));
                assertEquals(balance.freeQuanta(), margin.path("walletBalance").asLong());
                assertEquals(equity, margin.path("marginBalance").asLong());
                assertEquals(
                        equity
                                - margin.path("initMargin").asLong()
                                - margin.path("maintMargin").asLong(),
                        margin.path("availableMargin").asLong());
                assertTrue(margin.path("maintMargin").asLong() > 0, margin::toString);
            }
            JsonNode wallet = venue.alice.get("/user/wallet").ok();
            assertEquals("XBt", wallet.path("currency").asText());
            assertEquals(10_00000000L - 600, wallet.path("amount").asLong(), "less the commission");
            assertEquals(
                    1_000_000_000000L - 30_000,
                    venue.alice
                            .get("/user/wallet", "currency", "USDt")
                            .ok()
                            .path("amount")
                            .asLong());
            venue.alice.get("/user/wallet", "currency", "EURt").refused(400, "HTTPError", "Invalid currency");
        }
    }

    @Test
    void shouldTellAccountsAndKeysApart() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet()) {
            assertEquals("bob", venue.bob.get("/user").ok().path("username").asText());
            assertEquals(
                    "[\"order\"]",
                    venue.alice.get("/apiKey").ok().get(0).path("permissions").toString());
            assertEquals(
                    "[]",
                    venue.reader.get("/apiKey").ok().get(0).path("permissions").toString());
            assertEquals(
                    "-0.0001 0.0005",
                    BitmexWords.of(venue.alice.get("/user/commission").ok().path(INVERSE), "makerFee takerFee"));
        }
    }

    @Test
    void shouldTellFundingAsAnExecutionAndInTheWallet() {
        try (BitmexTestVenue venue = BitmexTestVenue.funded()) {
            venue.bob.limit(INVERSE, "Sell", 50_000, "50000").ok();
            try (BitmexTestClient.Socket socket = venue.alice.login()) {
                socket.subscribe("execution:" + INVERSE);
                socket.subscribe("wallet");
                venue.alice.limit(INVERSE, "Buy", 50_000, "50000").ok();
                JsonNode row = socket.take(message -> message.path("data")
                                .path(0)
                                .path("execType")
                                .asText()
                                .equals("Funding"))
                        .path("data")
                        .get(0);
                // One bitcoin at a rate of a ten-thousandth.
                assertEquals(
                        "50000 50000 10000 0.0001 XBt Filled " + Ids.NONE,
                        BitmexWords.of(row, "lastQty lastPx execComm commission settlCurrency ordStatus orderID"));
                FundingInfo paid =
                        venue.server.ask(exchange -> exchange.fundings(0, 0).get(0));
                assertEquals(-10_000, paid.quanta());
                assertEquals(
                        Iso.text(paid.timeNanos()), row.path("transactTime").asText());
                socket.take(message -> message.path("table").asText().equals("wallet")
                        && message.path("data").get(0).path("amount").asLong() <= 10_00000000L - 50_000 - 10_000);
            }
            JsonNode history = venue.bob
                    .get("/execution/tradeHistory", "filter", "{\"execType\":\"Funding\"}")
                    .ok();
            assertEquals("-10000", history.get(0).path("execComm").asText(), "who is short receives it");
            assertEquals("-0.0001", history.get(0).path("commission").asText());
        }
    }

    @Test
    void shouldTellAForcedCloseAsATradeThatNobodyAskedFor() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet();
                BitmexTestClient.Socket socket = venue.alice.login()) {
            socket.subscribe("execution");
            venue.bob.limit(INVERSE, "Sell", 10_000_000, "50000").ok();
            // 200 bitcoin with 10 behind them.
            venue.alice.limit(INVERSE, "Buy", 10_000_000, "50000").ok();
            venue.alice.limit(INVERSE, "Buy", 100, "40000", "clOrdID", "other").ok();
            venue.bob.limit(INVERSE, "Buy", 10_000_000, "47000").ok();
            venue.bob.limit(INVERSE, "Sell", 100, "47001").ok();
            JsonNode canceled = socket.take(message -> message.path("data")
                            .path(0)
                            .path("execType")
                            .asText()
                            .equals("Canceled"))
                    .path("data")
                    .get(0);
            assertEquals("other", canceled.path("clOrdID").asText(), "orders go first");
            JsonNode closed = socket.take(message -> message.path("data")
                            .path(0)
                            .path("execType")
                            .asText()
                            .equals("Trade"))
                    .path("data")
                    .get(0);
            assertEquals(
                    "Sell 10000000 47000 Market Liquidation ",
                    BitmexWords.of(closed, "side lastQty lastPx ordType text clOrdID"));
            assertEquals(
                    "0",
                    venue.alice.get("/position").ok().get(0).path("currentQty").asText());
            assertEquals(
                    "0", venue.alice.get("/user/wallet").ok().path("amount").asText(), "the street made the debt good");
        }
    }

    @Test
    void shouldOpenAsItsExampleSays() throws Exception {
        Map<String, String> environment = Map.of("FLOWMAKER_KEY", "alice", "FLOWMAKER_SECRET", "c2VjcmV0");
        String example = Files.readString(Path.of("conf/exchange-bitmex.conf")).replace("port = 8644", "port = 0");
        try (ExchangeServer server = LocalExchange.open(
                Configuration.parse("example.conf", example + "\nexchange.faults.server-error = 0.5")
                        .exchange(),
                environment,
                System.currentTimeMillis())) {
            BitmexTestClient client = new BitmexTestClient(server.port(), new ApiKey(0, "alice", "c2VjcmV0"), 0);
            Set<String> said = new LinkedHashSet<>();
            // Refused, broken after it was done, or well: each is one throw in four or two.
            while (said.size() < 3) {
                BitmexTestClient.Answer answer = client.get("/user/wallet", "currency", "USDt");
                said.add(
                        answer.status() == 200
                                ? answer.body().path("amount").asText()
                                : answer.status() + " "
                                        + answer.body()
                                                .path("error")
                                                .path("message")
                                                .asText());
            }
            assertEquals(
                    Set.of(
                            "100000000000",
                            "500 Internal server error",
                            "503 The system is currently overloaded. Please try again later."),
                    said);
        }
    }

    @Test
    void shouldKeepTablesEqualToWhatRestAnswers() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet();
                BitmexTestClient.Socket socket = venue.alice.login()) {
            RebuiltRows orders = new RebuiltRows(socket.subscribe("order"));
            RebuiltRows positions = new RebuiltRows(socket.subscribe("position"));
            RebuiltRows margins = new RebuiltRows(socket.subscribe("margin"));
            for (int i = 0; i < 30; i++) {
                String symbol = i % 3 == 0 ? LINEAR : INVERSE;
                boolean sells = i % 2 == 0;
                BitmexTestClient maker = sells ? venue.bob : venue.alice;
                BitmexTestClient taker = sells ? venue.alice : venue.bob;
                maker.limit(symbol, "Buy", 300, Integer.toString(50_000 + i)).ok();
                taker.limit(symbol, "Sell", 100 + 100 * (i % 4), Integer.toString(50_000 + i))
                        .ok();
                if (i % 7 == 0) {
                    venue.alice.call("DELETE", "/order/all", "symbol", symbol).ok();
                }
            }
            venue.alice.limit(LINEAR, "Buy", 100, "1", "clOrdID", "last").ok();
            boolean seen = false;
            while (!seen) {
                JsonNode message = socket.next();
                switch (message.path("table").asText()) {
                    case "order" -> orders.apply(message);
                    case "position" -> positions.apply(message);
                    default -> {
                        margins.apply(message);
                        seen = has(orders, "last");
                    }
                }
            }
            for (JsonNode row : orders.rows()) {
                JsonNode known = venue.alice
                        .get(
                                "/order",
                                "filter",
                                "{\"orderID\":\"" + row.path("orderID").asText() + "\"}")
                        .ok()
                        .get(0);
                assertEquals(known, row);
            }
            String columns = "symbol currentQty posCost avgEntryPrice openOrderBuyQty openOrderSellQty";
            JsonNode truth = venue.alice.get("/position").ok();
            int row = 0;
            for (JsonNode position : positions.rows()) {
                assertEquals(BitmexWords.of(truth.get(row++), columns), BitmexWords.of(position, columns));
            }
            assertEquals(2, row);
            JsonNode margin = venue.alice.get("/user/margin", "currency", "all").ok();
            row = 0;
            for (JsonNode each : margins.rows()) {
                assertEquals(
                        BitmexWords.of(margin.get(row++), "currency walletBalance"),
                        BitmexWords.of(each, "currency walletBalance"));
            }
        }
    }

    private static boolean has(RebuiltRows orders, String clientId) {
        for (JsonNode row : orders.rows()) {
            if (row.path("clOrdID").asText().equals(clientId)) {
                return true;
            }
        }
        return false;
    }
}
