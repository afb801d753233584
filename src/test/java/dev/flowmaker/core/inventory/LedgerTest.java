package dev.flowmaker.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.market.Markets;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger(3);

    private void balance(int asset, long free, long locked, long time) {
        Balance balance = new Balance();
        balance.asset = asset;
        balance.freeQuanta = free;
        balance.lockedQuanta = locked;
        balance.exchangeTimeNanos = time;
        ledger.onBalance(balance);
    }

    private void buy(long lots, int feeAsset, long fee) {
        Fill fill = new Fill();
        fill.side = Side.BUY;
        fill.priceTicks = 6_000_000;
        fill.lots = lots;
        fill.feeAsset = feeAsset;
        fill.feeQuanta = fee;
        ledger.onFill(fill, Markets.btc());
    }

    @Test
    void shouldOpenWithTheFirstBalance() {
        assertFalse(ledger.known(Markets.BASE));
        assertEquals(0, ledger.differenceQuanta(Markets.BASE));
        balance(Markets.BASE, 700, 300, 5);
        assertTrue(ledger.known(Markets.BASE));
        assertEquals(1000, ledger.expectedQuanta(Markets.BASE));
        assertEquals(1000, ledger.reportedQuanta(Markets.BASE));
        assertEquals(700, ledger.freeQuanta(Markets.BASE));
        assertEquals(300, ledger.lockedQuanta(Markets.BASE));
    }

    @Test
    void shouldExpectWhatFillsAndCommissionMake() {
        balance(Markets.BASE, 0, 0, 5);
        balance(Markets.QUOTE, 1_000_000_000_000L, 0, 5);
        balance(Markets.THIRD, 500, 0, 5);
        buy(10, Markets.BASE, 10);
        buy(10, Markets.THIRD, 7);
        assertEquals(20 * 1000 - 10, ledger.expectedQuanta(Markets.BASE));
        assertEquals(1_000_000_000_000L - 20L * 6_000_000 * 10, ledger.expectedQuanta(Markets.QUOTE));
        assertEquals(493, ledger.expectedQuanta(Markets.THIRD));
        assertEquals(10, ledger.commissionQuanta(Markets.BASE));
        assertEquals(7, ledger.commissionQuanta(Markets.THIRD));
    }

    @Test
    void shouldShowADifferenceUntilItIsAdopted() {
        balance(Markets.BASE, 1000, 0, 5);
        balance(Markets.BASE, 1400, 100, 6);
        assertEquals(500, ledger.differenceQuanta(Markets.BASE));
        assertEquals(1000, ledger.expectedQuanta(Markets.BASE), "never by itself");
        ledger.adopt(Markets.BASE, 1500, 0);
        assertEquals(0, ledger.differenceQuanta(Markets.BASE));
        assertEquals(1500, ledger.expectedQuanta(Markets.BASE));
    }

    @Test
    void shouldIgnoreABalanceOlderThanTheLast() {
        balance(Markets.BASE, 1000, 0, 5);
        balance(Markets.BASE, 900, 0, 4);
        assertEquals(1000, ledger.freeQuanta(Markets.BASE));
        assertEquals(5, ledger.reportNanos(Markets.BASE));
        balance(Markets.BASE, 800, 0, 0);
        assertEquals(800, ledger.freeQuanta(Markets.BASE), "one without a time is news");
        assertEquals(5, ledger.reportNanos(Markets.BASE));
    }

    @Test
    void shouldKeepBackWhatIsReserved() {
        balance(Markets.QUOTE, 1000, 0, 5);
        assertEquals(400, ledger.availableQuanta(Markets.QUOTE, 600));
        assertEquals(0, ledger.availableQuanta(Markets.QUOTE, 1600));
    }

    @Test
    void shouldBeTheSameAfterARestore() {
        balance(Markets.BASE, 1000, 20, 5);
        buy(3, Markets.BASE, 2);
        Ledger copy = new Ledger(3);
        StateTape.copy(ledger::visitState, copy::visitState);
        assertEquals(ledger.expectedQuanta(Markets.BASE), copy.expectedQuanta(Markets.BASE));
        assertEquals(ledger.availableQuanta(Markets.BASE, 1), copy.availableQuanta(Markets.BASE, 1));
    }
}
