package dev.flowmaker.report.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;

/** One column of a row group: takes its values, then writes them as a page, behind a dictionary when they are texts. */
final class Chunk {
    private static final int MOST_WORDS = 1 << 14;

    private final Column column;
    private final Bytes plain = new Bytes();
    private final Bytes dictionary = new Bytes();
    private final Map<String, Integer> words = new HashMap<>();
    /** Places in the dictionary, of texts; bits, of flags. */
    private int[] places = new int[1024];

    private int placed;
    /** Whether each row has a value, of a column that may have none. */
    private boolean[] present = new boolean[1024];

    private int rows;
    private int values;
    private long least;
    private long most;

    /** Grows; little endian. */
    private static final class Bytes extends ByteArrayOutputStream {
        private final byte[] word = new byte[Long.BYTES];
        private final ByteBuffer view = ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN);

        void putLong(long value) {
            view.putLong(0, value);
            write(word, 0, Long.BYTES);
        }

        void putInt(int value) {
            view.putInt(0, value);
            write(word, 0, Integer.BYTES);
        }

        void putText(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            putInt(utf8.length);
            write(utf8, 0, utf8.length);
        }

        void putVarint(int value) {
            int left = value;
            while ((left & ~0x7F) != 0) {
                write((left & 0x7F) | 0x80);
                left >>>= 7;
            }
            write(left);
        }
    }

    Chunk(Column column) {
        this.column = column;
    }

    private void row(boolean there) {
        if (rows == present.length) {
            present = Arrays.copyOf(present, rows * 2);
        }
        present[rows++] = there;
        values += there ? 1 : 0;
    }

    void int64(long value) {
        least = values == 0 ? value : Math.min(least, value);
        most = values == 0 ? value : Math.max(most, value);
        row(true);
        plain.putLong(value);
    }

    void real(double value) {
        row(true);
        plain.putLong(Double.doubleToLongBits(value));
    }

    void flag(boolean value) {
        row(true);
        place(value ? 1 : 0);
    }

    void text(String value) {
        row(true);
        Integer place = words.get(value);
        if (place == null && words.size() < MOST_WORDS) {
            place = words.size();
            words.put(value, place);
            dictionary.putText(value);
        }
        place(place == null ? MOST_WORDS : place);
        plain.putText(value);
    }

    void nothing() {
        row(false);
    }

    private void place(int place) {
        if (placed == places.length) {
            places = Arrays.copyOf(places, placed * 2);
        }
        places[placed++] = place;
    }

    /** Writes the chunk that begins at this place of the file, and forgets it. */
    ColumnChunk write(OutputStream out, long start) throws IOException {
        boolean worded = column.type() == Column.Type.STRING && words.size() < MOST_WORDS && values > 0;
        long[] sizes = new long[2];
        ColumnMetaData meta = new ColumnMetaData(
                ParquetOut.type(column),
                worded
                        ? List.of(Encoding.PLAIN, Encoding.RLE, Encoding.RLE_DICTIONARY)
                        : List.of(Encoding.PLAIN, Encoding.RLE),
                List.of(column.name()),
                CompressionCodec.GZIP,
                rows,
                0,
                0,
                start);
        if (worded) {
            meta.setDictionary_page_offset(start);
            PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, dictionary.size(), 0);
            header.setDictionary_page_header(new DictionaryPageHeader(words.size(), Encoding.PLAIN));
            page(header, dictionary, out, sizes);
            meta.setData_page_offset(start + sizes[1]);
        }
        Bytes page = new Bytes();
        if (column.nullable()) {
            levels(page);
        }
        if (worded) {
            int width = Math.max(1, 32 - Integer.numberOfLeadingZeros(words.size() - 1));
            page.write(width);
            runs(page, width);
        } else if (column.type() == Column.Type.BOOLEAN) {
            bits(page);
        } else {
            plain.writeTo(page);
        }
        PageHeader header = new PageHeader(PageType.DATA_PAGE, page.size(), 0);
        DataPageHeader data =
                new DataPageHeader(rows, worded ? Encoding.RLE_DICTIONARY : Encoding.PLAIN, Encoding.RLE, Encoding.RLE);
        header.setData_page_header(data);
        page(header, page, out, sizes);
        meta.setTotal_uncompressed_size(sizes[0]);
        meta.setTotal_compressed_size(sizes[1]);
        meta.setStatistics(statistics());
        clear();
        ColumnChunk chunk = new ColumnChunk(start);
        chunk.setMeta_data(meta);
        return chunk;
    }

    private Statistics statistics() {
        Statistics statistics = new Statistics();
        statistics.setNull_count(rows - (long) values);
        boolean ordered = column.type() == Column.Type.INT64 || column.type() == Column.Type.TIME;
        if (ordered && values > 0) {
            statistics.setMin_value(bytes(least));
            statistics.setMax_value(bytes(most));
        }
        return statistics;
    }

    private static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    /** Adds to the sizes: plain and compressed, each with the header. */
    private static void page(PageHeader header, Bytes content, OutputStream out, long[] sizes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            content.writeTo(gzip);
        }
        header.setCompressed_page_size(compressed.size());
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        Util.writePageHeader(header, head);
        head.writeTo(out);
        compressed.writeTo(out);
        sizes[0] += head.size() + content.size();
        sizes[1] += head.size() + compressed.size();
    }

    /** Which rows have a value: runs, their length before them. */
    private void levels(Bytes page) {
        Bytes runs = new Bytes();
        int from = 0;
        while (from < rows) {
            int to = from;
            while (to < rows && present[to] == present[from]) {
                to++;
            }
            runs.putVarint((to - from) << 1);
            runs.write(present[from] ? 1 : 0);
            from = to;
        }
        page.putInt(runs.size());
        page.writeBytes(runs.toByteArray());
    }

    private void runs(Bytes page, int width) {
        int from = 0;
        while (from < placed) {
            int to = from;
            while (to < placed && places[to] == places[from]) {
                to++;
            }
            page.putVarint((to - from) << 1);
            for (int shift = 0; shift < width; shift += 8) {
                page.write((places[from] >>> shift) & 0xFF);
            }
            from = to;
        }
    }

    private void bits(Bytes page) {
        for (int i = 0; i < placed; i += 8) {
            int bits = 0;
            for (int bit = 0; bit < 8 && i + bit < placed; bit++) {
                bits |= places[i + bit] << bit;
            }
            page.write(bits);
        }
    }

    private void clear() {
        plain.reset();
        dictionary.reset();
        words.clear();
        placed = 0;
        rows = 0;
        values = 0;
    }
}
