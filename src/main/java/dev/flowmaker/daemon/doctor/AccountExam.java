package dev.flowmaker.daemon.doctor;

import static dev.flowmaker.daemon.doctor.Finding.bad;
import static dev.flowmaker.daemon.doctor.Finding.fine;
import static dev.flowmaker.daemon.doctor.Finding.warning;

import dev.flowmaker.config.VenueSettings;
import dev.flowmaker.config.VenueSettings.Account;
import dev.flowmaker.config.VenueSettings.Mode;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.risk.Margin;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.Checkup.Answer;
import dev.flowmaker.venue.Checkup.Held;
import dev.flowmaker.venue.Checkup.MarketNow;
import dev.flowmaker.venue.Gateway;
import java.util.ArrayList;
import java.util.List;

/** What the key may do, what the account holds, and whose orders are open on it. */
final class AccountExam {
    private static final String RIGHTS = "key's rights";

    private final VenueSettings venue;
    private final Gateway.Description description;
    private final Checkup checkup;

    AccountExam(VenueSettings venue, Gateway.Description description, Checkup checkup) {
        this.venue = venue;
        this.description = description;
        this.checkup = checkup;
    }

    List<Finding> rights() {
        List<Finding> findings = new ArrayList<>();
        switch (checkup.trade()) {
            case YES -> findings.add(fine(RIGHTS, "it may trade"));
            case NO ->
                findings.add(bad(RIGHTS, "it may NOT trade", "allow trading for this key in the venue's settings"));
            case UNKNOWN -> findings.add(unknown("the venue does not say whether it may trade"));
        }
        if (checkup.withdraw() == Answer.UNKNOWN) {
            findings.add(unknown("the venue does not say whether it may withdraw"));
        }
        if (checkup.withdraw() == Answer.YES) {
            String text = "it may WITHDRAW: whoever gets hold of it empties the account";
            String remedy = "make a key without that right; flowmaker never needs it";
            findings.add(venue.mode() == Mode.LIVE ? bad(RIGHTS, text, remedy) : warning(RIGHTS, text, remedy));
        }
        if (checkup.anyAddress() == Answer.YES && venue.mode() == Mode.LIVE) {
            findings.add(warning(
                    RIGHTS, "it works from any address", "bind it to this machine's address in the venue's settings"));
        }
        return findings;
    }

    /** What is not known of a key is nobody's trouble but where the money is real. */
    private Finding unknown(String text) {
        return venue.mode() == Mode.LIVE
                ? warning(
                        RIGHTS,
                        text,
                        "look at the key's rights in the venue's settings: to trade, and never to withdraw")
                : fine(RIGHTS, text);
    }

    List<Finding> orders() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < checkup.markets().size(); i++) {
            MarketNow now = checkup.markets().get(i);
            String what = symbol(i) + " orders";
            String text = now.ourOrders() + " of ours and " + now.otherOrders() + " of others are open";
            if (now.otherOrders() > 0 && venue.account() == Account.DEDICATED) {
                findings.add(warning(
                        what,
                        text + ", and venue.account is dedicated: a halt cancels them all",
                        "write venue.account = shared if somebody else trades on this account"));
            } else {
                findings.add(fine(what, text));
            }
        }
        return findings;
    }

    /** Whether what is held covers the orders that would be placed first: every level of both sides, of all markets. */
    List<Finding> balances(EngineSettings engine) {
        long[] needed = new long[description.assets().size()];
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < engine.markets().size(); i++) {
            MarketSettings market = engine.markets().get(i);
            Instrument instrument = market.instrument();
            MarketNow now = checkup.markets().get(i);
            if (now.bidTicks() == Instrument.NO_PRICE || now.askTicks() == Instrument.NO_PRICE) {
                findings.add(
                        warning(symbol(i) + " book", "one side is empty", "nothing is quoted until both have orders"));
                continue;
            }
            long lots = market.quote().levelLots().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long value = instrument.notionalQuanta(now.bidTicks(), lots);
            if (instrument.isPerpetual()) {
                needed[instrument.quoteAsset()] +=
                        Margin.requiredQuanta(value, instrument.contract().initialMarginPpb());
            } else {
                needed[instrument.baseAsset()] += Math.multiplyExact(lots, instrument.baseQuantaPerLot());
                needed[instrument.quoteAsset()] += value;
            }
        }
        for (int asset = 0; asset < needed.length; asset++) {
            if (needed[asset] > 0) {
                findings.add(balance(asset, needed[asset]));
            }
        }
        return findings;
    }

    private Finding balance(int index, long needed) {
        Asset asset = description.assets().get(index);
        Held held = checkup.balances().get(index);
        long all = held.freeQuanta() + held.lockedQuanta();
        String what = asset.code() + " balance";
        String text = amount(asset, all) + ", and the first orders need " + amount(asset, needed);
        return all >= needed
                ? fine(what, text)
                : warning(
                        what,
                        text,
                        "deposit, or lower quote.size and quote.levels: one side would stay without some of its orders");
    }

    private String symbol(int market) {
        return description.instruments().get(market).symbol();
    }

    private static String amount(Asset asset, long quanta) {
        return Decimal.text(quanta, asset.scale()) + " " + asset.code();
    }
}
