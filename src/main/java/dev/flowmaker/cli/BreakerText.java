package dev.flowmaker.cli;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.risk.BreakerState;
import dev.flowmaker.journal.live.SessionView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Breakers that are not armed: which, since when, its number against its limit, and what resumes it. */
final class BreakerText {
    private static final int NANOS_OF_A_MILLI = 6;
    private static final int PPB_OF_A_PERCENT = 7;

    private BreakerText() {}

    /** A number as people read it. */
    private record Measure(String unit, int scale) {
        String text(long value) {
            return BigDecimal.valueOf(value, scale).stripTrailingZeros().toPlainString();
        }
    }

    private static Measure measure(SessionView.Tripped breaker, @Nullable Asset money) {
        return switch (breaker.kind()) {
            case STALE_BOOK, CROSSED_BOOK, FILL_RATE, REJECTS -> new Measure("times", 0);
            case VOLATILITY, MARKOUT, MARGIN, LIQUIDATION -> new Measure("%", PPB_OF_A_PERCENT);
            case LEVERAGE -> new Measure("times", 3);
            case FEED_SILENCE, INBOX_LAG, CLOCK_SKEW -> new Measure("ms", NANOS_OF_A_MILLI);
            case DAY_LOSS, DRAWDOWN, ACCOUNT_DAY_LOSS, ACCOUNT_DRAWDOWN ->
                money == null ? new Measure("quanta", 0) : new Measure(money.code(), money.scale());
        };
    }

    /** The asset in which all markets are quoted, counted as coarsely as at any venue; null when there are several. */
    static @Nullable Asset money(List<SessionView.Market> markets) {
        List<Asset> assets = markets.stream()
                .map(market -> market.instrument().quote())
                .sorted(Comparator.comparingInt(Asset::scale))
                .toList();
        return assets.stream().map(Asset::code).distinct().count() == 1 ? assets.get(0) : null;
    }

    /** A line each, of all. */
    static List<String> lines(SessionView view) {
        List<String> lines = new ArrayList<>();
        view.breakers().forEach(breaker -> lines.add(line("all markets", breaker, money(view.markets()))));
        for (SessionView.Venue venue : view.venues()) {
            String where = view.venues().size() > 1 ? venue.name() : "all markets";
            venue.breakers().forEach(breaker -> lines.add(line(where, breaker, null)));
        }
        for (SessionView.Market market : view.markets()) {
            Instrument instrument = market.instrument();
            market.breakers().forEach(breaker -> lines.add(line(instrument.symbol(), breaker, instrument.quote())));
        }
        return lines;
    }

    private static String line(String where, SessionView.Tripped breaker, @Nullable Asset money) {
        Measure measure = measure(breaker, money);
        return " breaker   " + where + ": " + breaker.kind().text() + ", " + word(breaker.reaction()) + " since "
                + StatusText.time(breaker.sinceNanos()) + ": " + measure.text(breaker.observed()) + " of "
                + measure.text(breaker.limit()) + " " + measure.unit() + "; " + resumes(breaker);
    }

    private static String resumes(SessionView.Tripped breaker) {
        if (breaker.operator()) {
            return "waits for `flowmaker resume`";
        }
        String when = breaker.cleanFrames() > 0
                ? breaker.cleanFrames() + " clean updates"
                : Decimal.text(breaker.afterNanos() / 1_000_000, 3) + " s";
        if (breaker.state() == BreakerState.TRIPPED) {
            return "resumes " + when + " after that is over";
        }
        return breaker.armsNanos() > 0
                ? "resumes at " + StatusText.time(breaker.armsNanos())
                : "resumes after " + when + " more";
    }

    /** Those that watch more than one market, with the venue where they are of one among several. */
    static List<JsonObject> shared(SessionView view) {
        List<JsonObject> all = new ArrayList<>();
        view.breakers().forEach(breaker -> all.add(json(breaker, money(view.markets()))));
        for (SessionView.Venue venue : view.venues()) {
            for (SessionView.Tripped breaker : venue.breakers()) {
                JsonObject json = json(breaker, null);
                all.add(view.venues().size() > 1 ? json.put("venue", venue.name()) : json);
            }
        }
        return all;
    }

    static JsonObject json(SessionView.Tripped breaker, @Nullable Asset money) {
        Measure measure = measure(breaker, money);
        JsonObject json = new JsonObject()
                .put("breaker", breaker.kind().text())
                .put("state", word(breaker.state()))
                .put("reaction", word(breaker.reaction()))
                .put("sinceNanos", breaker.sinceNanos())
                .put("observed", measure.text(breaker.observed()))
                .put("limit", measure.text(breaker.limit()))
                .put("unit", measure.unit());
        if (breaker.operator()) {
            return json.put("resumes", "operator");
        }
        if (breaker.cleanFrames() > 0) {
            return json.put("resumes", "clean-updates").put("cleanUpdates", breaker.cleanFrames());
        }
        json.put("resumes", "time").put("afterNanos", breaker.afterNanos());
        return breaker.armsNanos() == 0 ? json : json.put("armsNanos", breaker.armsNanos());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
