package dev.flowmaker.exchange.capture;

import java.util.Arrays;

/** Prices and quantities of one side, in units of 10^-8, in the order of the line. */
public final class Levels {
    private static final int INITIAL = 8;

    private long[] priceE8 = new long[INITIAL];
    private long[] quantityE8 = new long[INITIAL];
    private int size;

    Levels() {}

    void add(long price, long quantity) {
        if (size == priceE8.length) {
            priceE8 = Arrays.copyOf(priceE8, size * 2);
            quantityE8 = Arrays.copyOf(quantityE8, size * 2);
        }
        priceE8[size] = price;
        quantityE8[size] = quantity;
        size++;
    }

    public int size() {
        return size;
    }

    public long priceE8(int index) {
        return priceE8[index];
    }

    public long quantityE8(int index) {
        return quantityE8[index];
    }
}
