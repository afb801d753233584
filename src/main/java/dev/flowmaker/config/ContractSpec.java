package dev.flowmaker.config;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Symbol;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A perpetual's contract where the venue or the tape does not say it: block {@code contract} of a market. */
public final class ContractSpec {
    private static final long BILLION = 1_000_000_000L;

    private final ContractKind kind;
    private final Decimal size;
    private final long initialPpb;
    private final long maintenancePpb;

    ContractSpec(Section at, @Nullable Symbol name) {
        kind = name == null ? ContractKind.SPOT : name.kind();
        size = at.read("size", new Decimal(1, 0), ContractSpec::size);
        initialPpb = at.ppb("initial-margin");
        maintenancePpb = at.ppb("maintenance-margin");
        if (at.sound("initial-margin", "maintenance-margin")) {
            if (maintenancePpb == 0 || maintenancePpb > initialPpb) {
                at.problem("maintenance-margin", "must be above 0 and at most initial-margin");
            }
            if (initialPpb > BILLION) {
                at.problem("initial-margin", "is more than the position is worth: write 100 % or less");
            }
        }
    }

    private static Decimal size(String text) {
        BigDecimal plain;
        try {
            plain = new BigDecimal(text.strip()).stripTrailingZeros();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Units.quoted(text) + " is not a number such as 100 or 0.001", e);
        }
        plain = plain.scale() < 0 ? plain.setScale(0) : plain;
        if (plain.signum() <= 0 || plain.scale() > 9 || plain.precision() > 12) {
            throw new IllegalArgumentException(
                    Units.quoted(text) + " must be above 0, with at most 9 decimals and 12 digits");
        }
        return new Decimal(plain.unscaledValue().longValueExact(), plain.scale());
    }

    /** What is known, completed by what is configured. */
    public Contract complete(Contract known) {
        if (kind == ContractKind.SPOT) {
            return Contract.SPOT;
        }
        boolean margins = known.maintenanceMarginPpb() > 0;
        return new Contract(
                kind,
                known.isPerpetual() ? known.size() : size,
                margins ? known.initialMarginPpb() : initialPpb,
                margins ? known.maintenanceMarginPpb() : maintenancePpb);
    }
}
