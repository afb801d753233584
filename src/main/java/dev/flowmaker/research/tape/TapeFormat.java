package dev.flowmaker.research.tape;

import java.util.function.LongConsumer;

/** A kind of recording. Its files are passed over once to learn what they are about, then played onto a tape. */
interface TapeFormat {
    /**
     * What a first pass learns. It is silent about problems; they are met again when played.
     *
     * @param venueSymbol as the recording has it
     */
    record Survey(String venueSymbol, Pair pair, UnitFinder prices, UnitFinder quantities) {}

    /**
     * Learns.
     *
     * @param unitsKnown tick and lot are given, so that the name is all there is to learn
     * @param bytes told how far it is, bytes of the files
     */
    Survey survey(boolean unitsKnown, LongConsumer bytes);

    void play(TapeWriter tape, LongConsumer bytes);

    /** Bytes of all files. */
    long totalBytes();
}
