package dev.flowmaker.daemon.doctor;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.Symbol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A market's rules and fees, against what is configured for it. */
final class RulesExam {
    private static final int PPB_DIGITS = 9;
    private static final int PERCENT_DIGITS = PPB_DIGITS - 2;

    private RulesExam() {}

    static List<Finding> of(MarketSettings market) {
        List<Finding> findings = new ArrayList<>();
        Instrument instrument = market.instrument();
        findings.add(Finding.fine(
                instrument.symbol() + " rules",
                "tick " + instrument.tick() + " "
                        + Symbol.parse(instrument.symbol()).quote() + ", lot " + instrument.lot() + " "
                        + (instrument.isPerpetual()
                                ? "contracts"
                                : instrument.base().code())
                        + ", least value "
                        + Decimal.text(
                                instrument.minNotionalQuanta(),
                                instrument.quote().scale())
                        + " " + instrument.quote().code()));
        String fees = "maker " + percent(instrument.makerFeePpb()) + ", taker " + percent(instrument.takerFeePpb());
        String what = instrument.symbol() + " fees";
        if (instrument.makerFeePpb() > 0 && !market.quote().feeFloor()) {
            findings.add(Finding.warning(
                    what,
                    fees + "; quote.fee-floor is off, so quotes may stand closer than the fee",
                    "switch quote.fee-floor on unless losing the fee is meant"));
        } else {
            findings.add(Finding.fine(what, fees));
        }
        return findings;
    }

    private static String percent(long ppb) {
        return new BigDecimal(Decimal.text(ppb, PERCENT_DIGITS))
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }
}
