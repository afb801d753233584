package dev.flowmaker.report.export;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/**
 * A flat table as an <a href="https://parquet.apache.org/docs/file-format/">Apache Parquet</a> file, format version 1: row
 * groups of gzipped pages, plain or with a dictionary of texts, so that every reader takes it. The file's metadata is
 * written by the format's own library; nothing here or there needs Hadoop.
 */
final class ParquetOut extends TableOut {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int ROWS_A_GROUP = 1 << 16;
    private static final int BUFFER = 1 << 16;
    private static final long NANOS_PER_MICRO = 1_000;

    /** Counts what was written, because the footer tells where everything is. */
    private static final class Counted extends FilterOutputStream {
        private long position;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }
    }

    private final String writer;
    private final Counted out;
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<RowGroup> groups = new ArrayList<>();
    private int buffered;

    /** @param version of this build, for the file's metadata */
    ParquetOut(Table table, String version, OutputStream file) throws IOException {
        super(table);
        writer = "flowmaker version " + version + " (build " + version + ")";
        out = new Counted(new BufferedOutputStream(file, BUFFER));
        table.columns().forEach(column -> chunks.add(new Chunk(column)));
        out.write(MAGIC);
    }

    @Override
    void int64(int column, long value) {
        boolean time = table().columns().get(column).type() == Column.Type.TIME;
        chunks.get(column).int64(time ? Math.floorDiv(value, NANOS_PER_MICRO) : value);
    }

    @Override
    void real(int column, double value) {
        chunks.get(column).real(value);
    }

    @Override
    void flag(int column, boolean value) {
        chunks.get(column).flag(value);
    }

    @Override
    void text(int column, String value) {
        chunks.get(column).text(value);
    }

    @Override
    void nothing(int column) {
        chunks.get(column).nothing();
    }

    @Override
    void endRow() throws IOException {
        if (++buffered == ROWS_A_GROUP) {
            flushGroup();
        }
    }

    private void flushGroup() throws IOException {
        if (buffered == 0) {
            return;
        }
        long start = out.position;
        List<ColumnChunk> columns = new ArrayList<>();
        long plain = 0;
        for (Chunk chunk : chunks) {
            ColumnChunk written = chunk.write(out, out.position);
            plain += written.getMeta_data().getTotal_uncompressed_size();
            columns.add(written);
        }
        RowGroup group = new RowGroup(columns, plain, buffered);
        group.setFile_offset(start);
        group.setTotal_compressed_size(out.position - start);
        groups.add(group);
        buffered = 0;
    }

    private static SchemaElement element(Column column) {
        SchemaElement element = new SchemaElement(column.name());
        element.setRepetition_type(column.nullable() ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
        element.setType(type(column));
        if (column.type() == Column.Type.STRING) {
            element.setConverted_type(ConvertedType.UTF8);
            element.setLogicalType(LogicalType.STRING(new StringType()));
        } else if (column.type() == Column.Type.TIME) {
            element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
            element.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()))));
        }
        return element;
    }

    static Type type(Column column) {
        return switch (column.type()) {
            case INT64, TIME -> Type.INT64;
            case DOUBLE -> Type.DOUBLE;
            case BOOLEAN -> Type.BOOLEAN;
            case STRING -> Type.BYTE_ARRAY;
        };
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flushGroup();
            List<SchemaElement> schema = new ArrayList<>();
            SchemaElement root = new SchemaElement(table().name());
            root.setNum_children(table().columns().size());
            schema.add(root);
            List<ColumnOrder> orders = new ArrayList<>();
            for (Column column : table().columns()) {
                schema.add(element(column));
                orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
            }
            FileMetaData footer = new FileMetaData(1, schema, rows(), groups);
            footer.setCreated_by(writer);
            footer.setColumn_orders(orders);
            long start = out.position;
            Util.writeFileMetaData(footer, out);
            int length = Math.toIntExact(out.position - start);
            out.write(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(length)
                    .array());
            out.write(MAGIC);
        }
    }
}
