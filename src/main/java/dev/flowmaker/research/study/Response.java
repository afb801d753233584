package dev.flowmaker.research.study;

/**
 * How a response follows one signal, with a t that holds when neighbouring errors are related: Newey and West (1987),
 * Bartlett's weights.
 *
 * @param slope response for one unit of the signal
 * @param perDeviation response for one standard deviation of the signal
 * @param t of either
 */
record Response(double slope, double perDeviation, double t) {
    /**
     * Fits one column.
     *
     * @param overlap how many neighbours of a row's response share time with it
     */
    static Response of(Ols.Sample sample, int overlap) {
        int rows = sample.rows();
        double[] x = new double[rows];
        double[] y = new double[rows];
        double[] read = new double[1];
        double meanX = 0;
        double meanY = 0;
        for (int row = 0; row < rows; row++) {
            y[row] = sample.read(row, read);
            x[row] = read[0];
            meanX += x[row] / rows;
            meanY += y[row] / rows;
        }
        double squares = 0;
        double products = 0;
        for (int row = 0; row < rows; row++) {
            squares += (x[row] - meanX) * (x[row] - meanX);
            products += (x[row] - meanX) * (y[row] - meanY);
        }
        double slope = products / squares;
        for (int row = 0; row < rows; row++) {
            y[row] = (x[row] - meanX) * (y[row] - meanY - slope * (x[row] - meanX));
        }
        double variance = 0;
        for (int lag = 0; lag <= Math.min(overlap, rows - 1); lag++) {
            double together = 0;
            for (int row = lag; row < rows; row++) {
                together += y[row] * y[row - lag];
            }
            variance += (lag == 0 ? 1 : 2 * (1 - lag / (overlap + 1.0))) * together;
        }
        return new Response(slope, slope * Math.sqrt(squares / rows), slope * squares / Math.sqrt(variance));
    }
}
