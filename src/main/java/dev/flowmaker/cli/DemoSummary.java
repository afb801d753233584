package dev.flowmaker.cli;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.journal.live.SessionView;
import java.io.PrintWriter;
import java.util.Locale;

/** What a demo has to show at its end. */
final class DemoSummary {
    private DemoSummary() {}

    static void print(SessionView view, PrintWriter out) {
        for (SessionView.Market market : view.markets()) {
            Instrument instrument = market.instrument();
            long volume = market.bought().notionalQuanta() + market.sold().notionalQuanta();
            out.println("  fills    " + SessionText.fills(market) + ", worth "
                    + Decimal.text(volume, instrument.quote().scale()) + " "
                    + instrument.quote().code());
            out.println("  P&L      " + exact(market, market.profit().totalQuanta()) + " = spread "
                    + exact(market, market.profit().spreadQuanta()) + ", inventory "
                    + exact(market, market.profit().inventoryQuanta()) + ", fees "
                    + exact(market, -market.profit().feesQuanta()) + " "
                    + instrument.quote().code());
            out.println(
                    market.profit().exact()
                            ? "           exactly what cash and position say, to the last quantum"
                            : "           BUT cash and position say "
                                    + exact(market, market.profit().equityQuanta()));
            out.println("  position "
                    + SessionText.signed(
                            market.inventoryQuanta(), instrument.base().scale()) + " "
                    + instrument.base().code() + " from target");
        }
        out.println("  actions  " + SessionText.actions(view.actions()));
        out.printf(
                Locale.ROOT,
                "  journal  %,d records, %,d decisions, %,d placements, %,d cancels, %d orders left open%n",
                view.records(),
                view.decisions(),
                view.places(),
                view.cancels(),
                view.openOrders());
    }

    static void next(SessionView view, DemoFolder folder, PrintWriter out) {
        out.println("journal:  " + folder.path());
        out.println("  scripts/flowmaker journal stats " + folder.path());
        out.println("  scripts/flowmaker journal dump " + folder.path() + " | less");
        out.println("  scripts/flowmaker explain " + folder.path() + " --side bid --decision " + view.sequence() / 2);
        out.println("  scripts/flowmaker whatif " + folder.path() + " --set quote.half-spread=\"3 bps\"");
    }

    private static String exact(SessionView.Market market, long quanta) {
        return SessionText.signed(quanta, market.instrument().quote().scale());
    }
}
