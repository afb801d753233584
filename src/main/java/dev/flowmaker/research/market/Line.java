package dev.flowmaker.research.market;

/** A least-squares line through points that come one by one. */
final class Line {
    private long points;
    private double meanX;
    private double meanY;
    private double squaresX;
    private double squaresY;
    private double products;

    void add(double x, double y) {
        points++;
        double fromX = x - meanX;
        double fromY = y - meanY;
        meanX += fromX / points;
        meanY += fromY / points;
        squaresX += fromX * (x - meanX);
        squaresY += fromY * (y - meanY);
        products += fromX * (y - meanY);
    }

    double slope() {
        return products / squaresX;
    }

    /** Share of y's variance that x explains. */
    double r2() {
        return products * products / (squaresX * squaresY);
    }
}
