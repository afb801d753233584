package dev.flowmaker.report.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reads back what is written, by the format's documents and with none of the writer's code. */
class ParquetOutTest {
    private static final Table TABLE = new Table(
            "test",
            "A row.",
            List.of(
                    new Column("number", Column.Type.INT64, false, ""),
                    new Column("maybe", Column.Type.INT64, true, ""),
                    new Column("real", Column.Type.DOUBLE, false, ""),
                    new Column("flag", Column.Type.BOOLEAN, false, ""),
                    new Column("few", Column.Type.STRING, true, ""),
                    new Column("many", Column.Type.STRING, false, ""),
                    new Column("time", Column.Type.TIME, false, "")));

    private static byte[] write(List<List<@Nullable Object>> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ParquetOut out = new ParquetOut(TABLE, "1.2.3", bytes)) {
            for (List<@Nullable Object> row : rows) {
                for (Object cell : row) {
                    if (cell == null) {
                        out.none();
                    } else if (cell instanceof Long value) {
                        out.add(value.longValue());
                    } else if (cell instanceof Double value) {
                        out.add(value.doubleValue());
                    } else if (cell instanceof Boolean value) {
                        out.add(value.booleanValue());
                    } else {
                        out.add(cell.toString());
                    }
                }
                out.end();
            }
        }
        return bytes.toByteArray();
    }

    private static List<List<@Nullable Object>> random(int count) {
        Random random = new Random(3);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Arrays.asList(
                    (long) i * i,
                    random.nextInt(3) == 0 ? null : random.nextLong(),
                    random.nextDouble(),
                    random.nextBoolean(),
                    random.nextInt(10) == 0 ? null : "word " + random.nextInt(300),
                    "Zürich €" + random.nextInt(),
                    1_700_000_000_123_456_789L + i));
        }
        return rows;
    }

    private static FileMetaData footer(byte[] file) throws IOException {
        assertEquals("PAR1", new String(file, 0, 4, StandardCharsets.US_ASCII));
        assertEquals("PAR1", new String(file, file.length - 4, 4, StandardCharsets.US_ASCII));
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
        return Util.readFileMetaData(new ByteArrayInputStream(file, file.length - 8 - length, length));
    }

    /** A column of a row group. */
    private static List<@Nullable Object> column(byte[] file, ColumnMetaData meta, Column column) throws IOException {
        List<String> words = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        int at = Math.toIntExact(
                meta.isSetDictionary_page_offset() ? meta.getDictionary_page_offset() : meta.getData_page_offset());
        int end = at + Math.toIntExact(meta.getTotal_compressed_size());
        while (at < end) {
            ByteArrayInputStream in = new ByteArrayInputStream(file, at, end - at);
            PageHeader header = Util.readPageHeader(in);
            byte[] packed = in.readNBytes(header.getCompressed_page_size());
            at = end - in.available();
            byte[] bytes = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
            assertEquals(header.getUncompressed_page_size(), bytes.length);
            ByteBuffer page = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (header.getType() == PageType.DICTIONARY_PAGE) {
                for (int i = 0; i < header.getDictionary_page_header().getNum_values(); i++) {
                    words.add(text(page));
                }
                assertEquals(0, page.remaining());
                continue;
            }
            int rows = header.getData_page_header().getNum_values();
            int[] levels = new int[rows];
            Arrays.fill(levels, 1);
            if (column.nullable()) {
                int length = page.getInt();
                ByteBuffer runs = page.slice().order(ByteOrder.LITTLE_ENDIAN);
                runs.limit(length);
                levels = runs(runs, 1, rows);
                page.position(page.position() + length);
            }
            int there = Arrays.stream(levels).sum();
            boolean worded = header.getData_page_header().getEncoding() == Encoding.RLE_DICTIONARY;
            int[] places = worded ? runs(page, page.get(), there) : new int[0];
            int next = 0;
            for (int i = 0; i < rows; i++) {
                if (levels[i] == 0) {
                    values.add(null);
                } else if (worded) {
                    values.add(words.get(places[next++]));
                } else {
                    int bit = next++;
                    values.add(
                            switch (column.type()) {
                                case INT64, TIME -> page.getLong();
                                case DOUBLE -> page.getDouble();
                                case STRING -> text(page);
                                case BOOLEAN -> ((bytes[bit / 8] >> (bit % 8)) & 1) == 1;
                            });
                }
            }
        }
        return values;
    }

    private static String text(ByteBuffer page) {
        byte[] utf8 = new byte[page.getInt()];
        page.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Runs of one value; the writer makes no others. */
    private static int[] runs(ByteBuffer page, int width, int count) {
        int[] values = new int[count];
        int filled = 0;
        while (filled < count) {
            int header = 0;
            int shift = 0;
            byte part;
            do {
                part = page.get();
                header |= (part & 127) << shift;
                shift += 7;
            } while (part < 0);
            assertEquals(0, header & 1);
            int value = 0;
            for (int i = 0; i < (width + 7) / 8; i++) {
                value |= (page.get() & 255) << (8 * i);
            }
            Arrays.fill(values, filled, filled + (header >> 1), value);
            filled += header >> 1;
        }
        return values;
    }

    @Test
    void shouldReadBackWhatWasWritten() throws IOException {
        List<List<@Nullable Object>> rows = random(70_000);
        byte[] file = write(rows);
        FileMetaData footer = footer(file);
        assertEquals(rows.size(), footer.getNum_rows());
        assertEquals("flowmaker version 1.2.3 (build 1.2.3)", footer.getCreated_by());
        assertEquals(2, footer.getRow_groups().size());
        for (int c = 0; c < TABLE.columns().size(); c++) {
            Column column = TABLE.columns().get(c);
            List<@Nullable Object> found = new ArrayList<>();
            for (RowGroup group : footer.getRow_groups()) {
                found.addAll(column(file, group.getColumns().get(c).getMeta_data(), column));
            }
            assertEquals(rows.size(), found.size());
            for (int i = 0; i < rows.size(); i++) {
                Object expected = rows.get(i).get(c);
                assertEquals(column.type() == Column.Type.TIME ? (Long) expected / 1_000 : expected, found.get(i));
            }
        }
        ColumnMetaData few = footer.getRow_groups().get(0).getColumns().get(4).getMeta_data();
        assertTrue(few.isSetDictionary_page_offset(), "few words have a dictionary");
        assertTrue(few.getStatistics().getNull_count() > 0);
        ColumnMetaData number =
                footer.getRow_groups().get(1).getColumns().get(0).getMeta_data();
        assertEquals(
                69_999L * 69_999L,
                ByteBuffer.wrap(number.getStatistics().getMax_value())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong());
    }

    @Test
    void shouldTellTypesThatEveryReaderTakes() throws IOException {
        byte[] file = write(random(3));
        List<SchemaElement> schema = footer(file).getSchema();
        assertEquals(TABLE.columns().size(), schema.get(0).getNum_children());
        assertEquals(FieldRepetitionType.OPTIONAL, schema.get(2).getRepetition_type());
        assertEquals(FieldRepetitionType.REQUIRED, schema.get(1).getRepetition_type());
        assertEquals(ConvertedType.UTF8, schema.get(6).getConverted_type());
        SchemaElement time = schema.get(7);
        assertEquals(Type.INT64, time.getType());
        assertEquals(ConvertedType.TIMESTAMP_MICROS, time.getConverted_type());
        assertTrue(time.getLogicalType().getTIMESTAMP().isIsAdjustedToUTC());
    }

    @Test
    void shouldWriteATableWithoutRowsAndOneWithoutValues() throws IOException {
        FileMetaData empty = footer(write(List.of()));
        assertEquals(0, empty.getNum_rows());
        assertEquals(0, empty.getRow_groups().size());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(Arrays.asList(1L, null, 0.0, true, null, "", 0L));
        byte[] file = write(rows);
        ColumnMetaData meta =
                footer(file).getRow_groups().get(0).getColumns().get(4).getMeta_data();
        assertNull(column(file, meta, TABLE.columns().get(4)).get(0));
    }

    @Test
    void shouldRefuseARowThatIsNotTheTables() throws IOException {
        try (ParquetOut out = new ParquetOut(TABLE, "1", new ByteArrayOutputStream())) {
            assertThrows(IllegalStateException.class, () -> out.add("text"));
            assertThrows(IllegalStateException.class, out::none);
            out.add(1);
            assertThrows(IllegalStateException.class, out::end);
            out.none().add(1.0).add(true).none().add("").add(0).end();
            assertEquals(1, out.rows());
        }
        assertArrayEquals(write(random(10)), write(random(10)), "the same rows, the same file");
    }
}
