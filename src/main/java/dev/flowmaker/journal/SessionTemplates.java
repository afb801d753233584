package dev.flowmaker.journal;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.event.ClockAdjusted;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.journal.sbe.ClockAdjustedDecoder;
import dev.flowmaker.journal.sbe.ClockAdjustedEncoder;
import dev.flowmaker.journal.sbe.DecimalNumberDecoder;
import dev.flowmaker.journal.sbe.SessionStartedDecoder;
import dev.flowmaker.journal.sbe.SessionStartedEncoder;
import dev.flowmaker.journal.sbe.SessionStoppedDecoder;
import dev.flowmaker.journal.sbe.SessionStoppedEncoder;
import dev.flowmaker.journal.sbe.SnapshotDecoder;
import dev.flowmaker.journal.sbe.SnapshotEncoder;

/** Beginnings, ends and states of sessions. */
final class SessionTemplates {
    private SessionTemplates() {}

    static final class Started extends Template<SessionStarted, SessionStartedEncoder, SessionStartedDecoder> {
        Started() {
            super(new SessionStarted(), new SessionStartedEncoder(), new SessionStartedDecoder());
        }

        @Override
        void write(SessionStarted m) {
            out.epoch(m.epoch);
            var assets = out.assetsCount(m.assets.size());
            for (SessionStarted.AssetRow row : m.assets) {
                assets.next().scale((short) row.scale()).venue(row.venue()).code(row.code());
            }
            var instruments = out.instrumentsCount(m.instruments.size());
            for (SessionStarted.InstrumentRow row : m.instruments) {
                var item = instruments.next();
                item.baseAsset(row.baseAsset()).quoteAsset(row.quoteAsset());
                item.tick().mantissa(row.tick().mantissa()).scale((short)
                        row.tick().scale());
                item.lot().mantissa(row.lot().mantissa()).scale((short)
                        row.lot().scale());
                item.minLots(row.minLots()).maxLots(row.maxLots());
                item.minPriceTicks(row.minPriceTicks()).maxPriceTicks(row.maxPriceTicks());
                item.minNotionalQuanta(row.minNotionalQuanta());
                item.makerFeePpb(row.makerFeePpb()).takerFeePpb(row.takerFeePpb());
                Contract contract = row.contract();
                item.contractKind(Codes.CONTRACT_KIND.schema(contract.kind()));
                item.contractSize().mantissa(contract.size().mantissa()).scale((short)
                        contract.size().scale());
                item.initialMarginPpb(contract.initialMarginPpb())
                        .maintenanceMarginPpb(contract.maintenanceMarginPpb());
                item.symbol(row.symbol()).venueSymbol(row.venueSymbol());
            }
            var venues = out.venuesCount(m.venues.size());
            m.venues.forEach(name -> venues.next().name(name));
            out.version(m.version).jdk(m.jdk).name(m.name).mode(m.mode).configuration(m.configuration);
        }

        @Override
        void read(SessionStarted m) {
            m.epoch = in.epoch();
            m.assets.clear();
            for (var item : in.assets()) {
                int scale = item.scale();
                int venue = in.actingVersion() < 3 ? 0 : item.venue();
                m.assets.add(new SessionStarted.AssetRow(item.code(), scale, venue));
            }
            m.instruments.clear();
            for (var item : in.instruments()) {
                int baseAsset = item.baseAsset();
                int quoteAsset = item.quoteAsset();
                Decimal tick = decimal(item.tick());
                Decimal lot = decimal(item.lot());
                long minLots = item.minLots();
                long maxLots = item.maxLots();
                long minPriceTicks = item.minPriceTicks();
                long maxPriceTicks = item.maxPriceTicks();
                long minNotionalQuanta = item.minNotionalQuanta();
                long makerFeePpb = item.makerFeePpb();
                long takerFeePpb = item.takerFeePpb();
                Contract contract = in.actingVersion() < 3
                        ? Contract.SPOT
                        : new Contract(
                                Codes.CONTRACT_KIND.core(item.contractKindRaw()),
                                decimal(item.contractSize()),
                                item.initialMarginPpb(),
                                item.maintenanceMarginPpb());
                String symbol = item.symbol();
                m.instruments.add(new SessionStarted.InstrumentRow(
                        symbol,
                        item.venueSymbol(),
                        baseAsset,
                        quoteAsset,
                        tick,
                        lot,
                        minLots,
                        maxLots,
                        minPriceTicks,
                        maxPriceTicks,
                        minNotionalQuanta,
                        makerFeePpb,
                        takerFeePpb,
                        contract));
            }
            m.venues.clear();
            for (var item : in.venues()) {
                m.venues.add(item.name());
            }
            m.version = in.version();
            m.jdk = in.jdk();
            m.name = in.name();
            m.mode = in.mode();
            m.configuration = in.configuration();
        }

        private static Decimal decimal(DecimalNumberDecoder number) {
            return new Decimal(number.mantissa(), number.scale());
        }
    }

    static final class State extends Template<Snapshot, SnapshotEncoder, SnapshotDecoder> {
        State() {
            super(new Snapshot(), new SnapshotEncoder(), new SnapshotDecoder());
        }

        @Override
        void write(Snapshot m) {
            out.stateHash(m.stateHash).sessionSequence(m.sessionSequence).putState(m.state, 0, m.length);
        }

        @Override
        void read(Snapshot m) {
            m.stateHash = in.stateHash();
            m.sessionSequence = in.actingVersion() >= 3 ? in.sessionSequence() : 0;
            m.length = in.stateLength();
            if (m.state.length < m.length) {
                m.state = new byte[m.length];
            }
            in.getState(m.state, 0, m.length);
        }
    }

    static final class Clock extends Template<ClockAdjusted, ClockAdjustedEncoder, ClockAdjustedDecoder> {
        Clock() {
            super(new ClockAdjusted(), new ClockAdjustedEncoder(), new ClockAdjustedDecoder());
        }

        @Override
        void write(ClockAdjusted m) {
            out.stepNanos(m.stepNanos);
        }

        @Override
        void read(ClockAdjusted m) {
            m.stepNanos = in.stepNanos();
        }
    }

    static final class Stopped extends Template<SessionStopped, SessionStoppedEncoder, SessionStoppedDecoder> {
        Stopped() {
            super(new SessionStopped(), new SessionStoppedEncoder(), new SessionStoppedDecoder());
        }

        @Override
        void write(SessionStopped m) {
            out.reason(Codes.STOP_REASON.schema(m.reason)).openOrders(m.openOrders);
            out.text(m.text);
        }

        @Override
        void read(SessionStopped m) {
            m.reason = Codes.STOP_REASON.core(in.reasonRaw());
            m.openOrders = in.openOrders();
            m.text = in.text();
        }
    }
}
