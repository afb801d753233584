package dev.flowmaker.research.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Decimal;
import org.junit.jupiter.api.Test;

class UnitFinderTest {
    @Test
    void shouldFindAPowerOfTen() {
        UnitFinder finder = new UnitFinder(0);
        assertFalse(finder.sawAnything());
        finder.see(61_800_20L * 1_000_000, 8);
        finder.see(0, 8);
        assertEquals("0.1", finder.unit().toString());
        finder.see(61_800_21L, 2);
        assertEquals("0.01", finder.unit().toString());
    }

    @Test
    void shouldFindAHalfOnlyWhenItCannotBeChance() {
        UnitFinder finder = new UnitFinder(0);
        for (int i = 1; i < 1_000; i++) {
            finder.see(5L * i, 1);
        }
        assertEquals("0.1", finder.unit().toString());
        finder.see(5, 1);
        assertEquals("0.5", finder.unit().toString());
        finder.see(4, 1);
        assertEquals("0.1", finder.unit().toString());
    }

    @Test
    void shouldPassOverAFewOldOddLots() {
        UnitFinder finder = new UnitFinder(0.001);
        for (int i = 0; i < 4_000; i++) {
            finder.see(1 + i, 2);
        }
        for (int i = 0; i < 4; i++) {
            finder.see(12_345_679, 8);
        }
        assertEquals("0.01", finder.unit().toString());
        finder.see(12_345_679, 8);
        assertEquals("0.00000001", finder.unit().toString());
    }

    @Test
    void shouldFindStepsAbove() {
        UnitFinder finder = new UnitFinder(0);
        UnitFinder powers = UnitFinder.ofPowers(0);
        for (int i = 1; i <= 1_000; i++) {
            finder.see(50_000L * i, 1);
            powers.see(50_000L * i, 1);
        }
        assertEquals("5000", finder.unit().toString());
        assertEquals("1", powers.unit().toString());
        finder.see(99_999_999_999_999_999L, 17);
        assertEquals("0.00000000000000001", finder.unit().toString());
    }

    @Test
    void shouldTellMarketsFromTheirVenuesNames() {
        assertEquals("BTC/USDT", Pair.ofVenue("BTCUSDT").symbol());
        assertEquals("BTC/USDT", Pair.ofVenue("btc-usdt-swap").symbol());
        assertEquals("XBT/USD", Pair.ofVenue("XBT/USD").symbol());
        assertEquals("BTC/USD", Pair.ofVenue("BTC-PERPETUAL").symbol());
        assertEquals("BTC/USD", Pair.ofVenue("BTCUSD_PERP").symbol());
        assertThrows(ImportException.class, () -> Pair.ofVenue("-"));
    }

    @Test
    void shouldCountUnits() {
        Unit unit = new Unit(new Decimal(5, 1));
        assertTrue(unit.isWhole(1000, 2));
        assertEquals(20, unit.floor(1000, 2));
        assertFalse(unit.isWhole(1049, 2));
        assertEquals(20, unit.floor(1049, 2));
        assertEquals(14, unit.floor(7, 0));
        assertThrows(ImportException.class, () -> new Unit(new Decimal(0, 2)));
    }

    @Test
    void shouldTellNextLateAndSeenIds() {
        SeenIds ids = new SeenIds();
        assertEquals(SeenIds.Kind.NEXT, ids.add(100));
        assertEquals(SeenIds.Kind.NEXT, ids.add(103));
        assertEquals(2, ids.missing());
        assertEquals(SeenIds.Kind.LATE, ids.add(101));
        assertEquals(SeenIds.Kind.SEEN, ids.add(101));
        assertEquals(SeenIds.Kind.SEEN, ids.add(103));
        assertEquals(1, ids.missing());
        assertEquals(SeenIds.Kind.NEXT, ids.add(103 + 200_000));
        assertEquals(SeenIds.Kind.SEEN, ids.add(104), "too old to know");
        assertEquals(SeenIds.Kind.LATE, ids.add(103 + 199_999));
    }
}
