package dev.flowmaker.config;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.Symbol;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.door.Happening;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the local exchange is to do to its clients, as configured. */
final class HappeningSpec {
    private static final long SECOND = 1_000_000_000L;
    private static final long MONTH = 30 * 24 * 3_600 * SECOND;

    private static final String[] RULES = {"tick", "lot", "min-size", "min-notional", "maker-fee", "taker-fee"};

    private HappeningSpec() {}

    static List<Happening> read(List<Section> blocks, List<ExchangeSpec.Market> markets) {
        List<Happening> all = new ArrayList<>();
        for (Section at : blocks) {
            for (String key : RULES) {
                var unused = at.value(key);
            }
            Happening.What what = at.choice("what", Happening.What.class);
            long after = at.nanos("at", 0, MONTH);
            long lasts = at.nanos("for", SECOND / 10, MONTH);
            String symbol = at.textOr("market", "");
            int market = Happening.EVERY;
            for (ExchangeSpec.Market each : markets) {
                if (each.instrument().symbol().equals(symbol)) {
                    market = each.instrument().market();
                }
            }
            if (!symbol.isEmpty() && market == Happening.EVERY) {
                at.problem(
                        "market",
                        Units.quoted(symbol) + " is no market of exchange.markets: name one, or none for all");
                continue;
            }
            if (what == Happening.What.RESET
                    && markets.stream().anyMatch(each -> each.instrument().isPerpetual())) {
                at.problem("what", "reset is for spot markets: a perpetual's positions cannot be taken back");
                continue;
            }
            Rules rules = null;
            if (what == Happening.What.RULES && market == Happening.EVERY && markets.size() != 1) {
                at.problem("market", "is missing: rules are those of one market");
            } else if (what == Happening.What.RULES) {
                rules = rules(at, markets.get(Math.max(0, market)));
            }
            all.add(new Happening(what, after, market, rules, lasts));
        }
        return List.copyOf(all);
    }

    private static @Nullable Rules rules(Section at, ExchangeSpec.Market market) {
        Instrument instrument = market.instrument();
        Symbol name = Symbol.parse(instrument.symbol());
        String quantity = name.isPerpetual() ? Units.CONTRACTS : name.base();
        BigDecimal tick = value(at.amountIfAny("tick", name.quote()));
        BigDecimal lot = value(at.amountIfAny("lot", quantity));
        BigDecimal smallest = value(at.amountIfAny("min-size", quantity));
        BigDecimal least = value(at.amountIfAny("min-notional", name.settlement()));
        long maker = fee(at, "maker-fee", instrument.makerFeePpb());
        long taker = fee(at, "taker-fee", instrument.takerFeePpb());
        boolean coarser = tick != null || lot != null;
        if (coarser && market.source() != ExchangeSpec.Source.QUIET) {
            at.problem(
                    tick != null ? "tick" : "lot",
                    "others' orders would stay between the new steps: it can change where source = quiet");
            return null;
        }
        if (!at.sound(RULES)) {
            return null;
        }
        try {
            long lots = lot == null ? 1 : steps(lot, instrument.lot());
            return new Rules(
                    tick == null ? 1 : steps(tick, instrument.tick()),
                    lots,
                    smallest == null ? Math.max(lots, instrument.minLots()) : steps(smallest, instrument.lot()),
                    instrument.maxLots() / lots * lots,
                    least == null
                            ? instrument.minNotionalQuanta()
                            : least.movePointRight(instrument.quote().scale()).longValueExact(),
                    maker,
                    taker);
        } catch (ArithmeticException | IllegalArgumentException e) {
            at.problem("what", "these rules cannot be: " + e.getMessage() + "; write whole multiples of the market's");
            return null;
        }
    }

    private static long fee(Section at, String key, long before) {
        return at.has(key) ? at.read(key, before, Units::signedPpb) : before;
    }

    private static @Nullable BigDecimal value(@Nullable Amount amount) {
        return amount == null ? null : amount.value();
    }

    private static long steps(BigDecimal value, Decimal step) {
        return value.divide(BigDecimal.valueOf(step.mantissa(), step.scale())).longValueExact();
    }
}
