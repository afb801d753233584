package dev.flowmaker.exchange;

import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.synthetic.FlowSettings;
import dev.flowmaker.exchange.tape.LiveFeed;
import java.nio.file.Path;
import java.util.List;

/** Where a market's life comes from. */
public sealed interface MarketSource {
    /** Nobody but the clients. */
    record ClientsOnly() implements MarketSource {}

    /** Seeded participants who trade with each other and with the clients, in a flow fitted to a recorded market. */
    record Synthetic(FlowSettings settings) implements MarketSource {}

    /** Whatever its maker makes of it. */
    record Made(Maker maker) implements MarketSource {}

    /** Opens a source of a market's life. */
    @FunctionalInterface
    interface Maker {
        /** Sets the first book. */
        Source open(Instrument instrument, long startNanos, MarketEvents market);
    }

    /**
     * Tapes of one market, each the continuation of the one before, which clients' orders are laid over.
     *
     * @param folders of tapes or of any journals that hold the market
     * @param touches whether the best prices between two frames are played too
     */
    record Tape(List<Path> folders, boolean touches) implements MarketSource {
        public Tape {
            folders = List.copyOf(folders);
        }

        /** All that is on them. */
        public Tape(List<Path> folders) {
            this(folders, true);
        }
    }

    /** What happens elsewhere at this moment, which clients' orders are laid over. */
    record Live(LiveFeed feed) implements MarketSource {}

    /**
     * Recorded spot market data, which clients' orders are laid over.
     *
     * @param files gzip files of {@code <receive time> <raw JSON>} lines, each the continuation of the one before
     * @param speed how many recorded seconds pass in one of the venue's, above 0
     */
    record Capture(List<Path> files, double speed) implements MarketSource {
        public Capture {
            files = List.copyOf(files);
            if (!(speed > 0) || Double.isInfinite(speed)) {
                throw new IllegalArgumentException("speed must be above 0, was " + speed);
            }
        }

        /** As it was recorded. */
        public Capture(List<Path> files) {
            this(files, 1);
        }
    }
}
