package dev.flowmaker.badhouse.daemon;

import dev.flowmaker.badhouse.cli.Door;
import io.netty.buffer.ByteBuf;
import net.openhft.chronicle.core.OS;
import org.apache.parquet.format.Type;
import org.hipparchus.linear.RealMatrix;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.currency.Currency;
import picocli.CommandLine;

/** Libraries away from home. */
public final class Libraries {
    @Nullable
    Currency currency;

    @Nullable
    ByteBuf bytes;

    @Nullable
    CommandLine commandLine;

    @Nullable
    OS os;

    @Nullable
    RealMatrix matrix;

    @Nullable
    Type parquet;

    final Door door;

    public Libraries(Door door) {
        this.door = door;
    }
}
