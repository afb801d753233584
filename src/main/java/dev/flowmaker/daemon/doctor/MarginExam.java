package dev.flowmaker.daemon.doctor;

import static dev.flowmaker.daemon.doctor.Finding.bad;
import static dev.flowmaker.daemon.doctor.Finding.fine;
import static dev.flowmaker.daemon.doctor.Finding.warning;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.Symbol;
import dev.flowmaker.core.risk.Margin;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.Checkup.MarketNow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Perpetuals: contracts, funding, and what positions at their limits would do to the account. */
final class MarginExam {
    private static final int PERCENT_DIGITS = 7;
    /** Nearer than this to a forced close is worth a word, billionths of the mark. */
    private static final long NEAR_PPB = 50_000_000L;

    private final Checkup checkup;
    private final EngineSettings engine;

    MarginExam(Checkup checkup, EngineSettings engine) {
        this.checkup = checkup;
        this.engine = engine;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < engine.markets().size(); i++) {
            MarketSettings market = engine.markets().get(i);
            MarketNow now = checkup.markets().get(i);
            if (market.instrument().isPerpetual()) {
                findings.add(contract(market.instrument()));
                if (now.fundingTimeNanos() != 0) {
                    findings.add(funding(market.instrument(), now));
                }
                findings.add(position(market.instrument()));
                if (now.bidTicks() != Instrument.NO_PRICE && now.askTicks() != Instrument.NO_PRICE) {
                    findings.add(leverage(i));
                }
            }
        }
        return findings;
    }

    private static Finding contract(Instrument instrument) {
        Contract contract = instrument.contract();
        Symbol name = Symbol.parse(instrument.symbol());
        return fine(
                instrument.symbol() + " contract",
                (contract.isInverse() ? "inverse, " : "linear, ") + contract.size() + " "
                        + (contract.isInverse() ? name.quote() : name.base()) + " each, settled in "
                        + instrument.quote().code() + "; margin " + percent(contract.initialMarginPpb())
                        + " of the value to open, " + percent(contract.maintenanceMarginPpb()) + " to keep");
    }

    private static Finding funding(Instrument instrument, MarketNow now) {
        String payer = now.fundingPpb() > 0 ? ", longs pay" : now.fundingPpb() < 0 ? ", shorts pay" : "";
        return fine(
                instrument.symbol() + " funding",
                percent(Math.abs(now.fundingPpb())) + payer + ", next at "
                        + Instant.ofEpochSecond(0, now.fundingTimeNanos()));
    }

    private Finding position(Instrument instrument) {
        long held = checkup.balances().get(instrument.baseAsset()).freeQuanta();
        return fine(
                instrument.symbol() + " position",
                held == 0
                        ? "none"
                        : Decimal.text(held, instrument.base().scale()) + " contracts, "
                                + (held > 0 ? "long" : "short"));
    }

    /** With this market's position, and those of all others settled in the same, at the limit that is configured. */
    private Finding leverage(int index) {
        MarketSettings market = engine.markets().get(index);
        Instrument instrument = market.instrument();
        RiskSettings risk = market.risk();
        Side side = risk.maxLongQuanta() >= risk.maxShortQuanta() ? Side.BUY : Side.SELL;
        long value = 0;
        long initial = 0;
        long others = 0;
        for (int i = 0; i < engine.markets().size(); i++) {
            MarketSettings each = engine.markets().get(i);
            MarketNow now = checkup.markets().get(i);
            boolean priced = now.bidTicks() != Instrument.NO_PRICE && now.askTicks() != Instrument.NO_PRICE;
            if (each.instrument().isPerpetual()
                    && each.instrument().quoteAsset() == instrument.quoteAsset()
                    && priced) {
                long worth = worth(each, now);
                Contract contract = each.instrument().contract();
                value += worth;
                initial += Margin.requiredQuanta(worth, contract.initialMarginPpb());
                others += i == index ? 0 : Margin.requiredQuanta(worth, contract.maintenanceMarginPpb());
            }
        }
        long equity = checkup.balances().get(instrument.quoteAsset()).freeQuanta();
        long leverage = Margin.leverageMilli(value, equity);
        long own = worth(market, checkup.markets().get(index));
        long distance = Margin.liquidationPpb(
                instrument.contract().kind(),
                side,
                own,
                equity - others,
                instrument.contract().maintenanceMarginPpb());
        return verdict(market, leverage, distance, initial, equity);
    }

    private static long worth(MarketSettings market, MarketNow now) {
        long most = Math.max(market.risk().maxLongQuanta(), market.risk().maxShortQuanta());
        return market.instrument().valueQuanta(most, now.bidTicks() + now.askTicks());
    }

    private static Finding verdict(MarketSettings market, long leverage, long distance, long initial, long equity) {
        String what = market.instrument().symbol() + " leverage";
        if (equity <= 0) {
            return bad(
                    what, "there is no margin at all", "deposit what it is settled in, or transfer it to this account");
        }
        String text = "at max-long or max-short positions are worth " + times(leverage) + " the wallet"
                + (distance == Long.MAX_VALUE
                        ? ", and no price closes them by force"
                        : ", and the venue closes them when the price moves " + percent(Math.max(0, distance)));
        if (initial > equity) {
            return warning(
                    what, text + "; its margin does not reach that far", "deposit, or lower max-long and max-short");
        }
        boolean limited = market.risk().margin().maxLeverageMilli() <= leverage
                || market.risk().margin().minLiquidationPpb() > 0;
        if (distance < NEAR_PPB && !limited) {
            return warning(
                    what,
                    text,
                    "set risk.max-leverage or risk.min-liquidation-distance, or lower max-long and max-short");
        }
        return fine(what, text);
    }

    private static String times(long milli) {
        return new BigDecimal(Decimal.text(milli, 3)).stripTrailingZeros().toPlainString() + " times";
    }

    private static String percent(long ppb) {
        return new BigDecimal(Decimal.text(ppb, PERCENT_DIGITS))
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }
}
