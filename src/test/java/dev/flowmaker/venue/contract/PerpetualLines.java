package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Funding;
import dev.flowmaker.core.event.MarkPrice;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.FundingInfo;
import java.util.List;
import java.util.TreeMap;

/** What only perpetuals have: a position, a mark, funding. */
final class PerpetualLines {
    private PerpetualLines() {}

    static void position(Trial trial) throws Exception {
        Client client = trial.client();
        // Opened, enlarged, closed and turned into its opposite.
        long[] signedLots = {2, 1, -3, -2, 4};
        for (long signed : signedLots) {
            Side side = signed > 0 ? Side.BUY : Side.SELL;
            long ticks = side == Side.BUY ? trial.bidTicks() : trial.askTicks();
            long lots = Math.abs(signed) * trial.lots();
            client.placed(side, ticks, lots);
            trial.bench().carolTakes(side.opposite(), ticks, lots);
            awaitHeld(trial, client, trial.bench().market().baseAsset());
        }
        awaitHeld(trial, client, trial.bench().market().quoteAsset());
    }

    /** Waits until what the stream said last of an asset is what the exchange says of it. */
    private static void awaitHeld(Trial trial, Client client, int asset) {
        String code = trial.bench().assetCode(asset);
        String truth = words(trial.bench().balances(Bench.ALICE).get(asset));
        Client.await(
                code + " " + truth,
                () -> client.inbox.all(Balance.class).stream()
                        .filter(each -> each.source == Source.STREAM
                                && client.assetCode(each.asset).equals(code))
                        .reduce((first, last) -> last)
                        .filter(each -> words(
                                        new BalanceInfo(asset, each.freeQuanta, each.lockedQuanta, each.costQuanta))
                                .equals(truth))
                        .isPresent());
    }

    private static String words(BalanceInfo held) {
        return "free " + held.freeQuanta() + " locked " + held.lockedQuanta() + " cost " + held.costQuanta();
    }

    static void mark(Trial trial) throws Exception {
        Client client = trial.client();
        for (int change = 0; change < 2; change++) {
            int before = client.inbox.size();
            trial.bench().clear();
            trial.bench().layOut(trial.rig().midTicks() + 20L * (1 + change));
            Client.await("the exchange's mark", () -> {
                long truth = trial.bench().server().ask(exchange -> exchange.mark2Ticks(0));
                return client.inbox.all().stream()
                        .skip(before)
                        .anyMatch(event -> event instanceof MarkPrice told && told.mark2Ticks == truth);
            });
        }
    }

    /** On an exchange of its own, where funding is paid every second. */
    static void funding(Trial trial) throws Exception {
        try (Bench bench = new Bench(trial.rig(), "funding { rate = 0.5 %, interval = 1 s }")) {
            Trial quick = new Trial(trial.rig(), bench);
            Client client = quick.client();
            client.placed(Side.BUY, quick.bidTicks(), quick.lots());
            bench.carolTakes(Side.SELL, quick.bidTicks(), quick.lots());
            Client.await("funding", () -> client.inbox.all(Funding.class).size() >= 2);

            checkFunding(bench, client, Source.STREAM);

            OrderLines.queryTrades(client, 0);
            assertTrue(client.inbox.all(Funding.class).stream().anyMatch(each -> each.source == Source.QUERY));
            checkFunding(bench, client, Source.QUERY);
        }
    }

    private static void checkFunding(Bench bench, Client client, Source source) {
        TreeMap<Long, FundingInfo> truth = new TreeMap<>();
        List<FundingInfo> all = bench.server().ask(exchange -> exchange.fundings(Bench.ALICE, 0));
        all.forEach(each -> truth.put(each.timeNanos(), each));
        assertFalse(truth.isEmpty());
        for (Funding told : client.inbox.all(Funding.class)) {
            if (told.source == source) {
                FundingInfo paid = truth.get(told.fundingTimeNanos);
                assertEquals(paid.ratePpb(), told.ratePpb);
                assertEquals(paid.mark2Ticks(), told.mark2Ticks);
                assertEquals(paid.quanta(), told.quanta);
                assertTrue(told.quanta < 0, "longs pay when the rate is positive");
            }
        }
    }
}
