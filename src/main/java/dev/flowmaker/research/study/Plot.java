package dev.flowmaker.research.study;

import java.util.ArrayList;
import java.util.List;

/** A few lines over two axes, as SVG. Points that are no numbers are left out. */
final class Plot {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 280;
    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    private static final int TOP = 28;
    private static final int BOTTOM = 42;
    private static final int STEPS = 4;
    private static final List<String> COLOURS = List.of("#0b63ce", "#d1495b", "#2e933c", "#8f5bb5", "#c08a00");

    private final String title;
    private final String across;
    private final String up;
    private final List<String> names = new ArrayList<>();
    private final List<List<double[]>> lines = new ArrayList<>();
    private double minX = Double.POSITIVE_INFINITY;
    private double maxX = Double.NEGATIVE_INFINITY;
    private double minY;
    private double maxY;

    Plot(String title, String across, String up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    Plot line(String name, List<double[]> points) {
        List<double[]> known = points.stream()
                .filter(point -> Double.isFinite(point[0]) && Double.isFinite(point[1]))
                .toList();
        for (double[] point : known) {
            minX = Math.min(minX, point[0]);
            maxX = Math.max(maxX, point[0]);
            minY = Math.min(minY, point[1]);
            maxY = Math.max(maxY, point[1]);
        }
        names.add(name);
        lines.add(known);
        return this;
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\"><title>%s</title>"
                .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, title));
        text(svg, LEFT, 16, "start", title);
        if (!(maxX > minX) || !(maxY > minY)) {
            text(svg, WIDTH / 2.0, HEIGHT / 2.0, "middle", "nothing to show");
            return svg.append("</svg>").toString();
        }
        axes(svg);
        for (int i = 0; i < lines.size(); i++) {
            String colour = COLOURS.get(i % COLOURS.size());
            StringBuilder path = new StringBuilder();
            for (double[] point : lines.get(i)) {
                path.append(Figures.fixed(x(point[0]), 1))
                        .append(',')
                        .append(Figures.fixed(y(point[1]), 1))
                        .append(' ');
            }
            svg.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" stroke-width=\"2\" points=\"");
            svg.append(path.toString().strip()).append("\"/>");
            if (!names.get(i).isEmpty()) {
                svg.append("<rect width=\"10\" height=\"3\" fill=\"")
                        .append(colour)
                        .append("\" x=\"");
                svg.append(WIDTH - 150)
                        .append("\" y=\"")
                        .append(TOP + 6 + i * 14)
                        .append("\"/>");
                text(svg, WIDTH - 135, TOP + 11 + i * 14, "start", names.get(i));
            }
        }
        return svg.append("</svg>").toString();
    }

    private void axes(StringBuilder svg) {
        for (int step = 0; step <= STEPS; step++) {
            double atX = minX + (maxX - minX) * step / STEPS;
            double atY = minY + (maxY - minY) * step / STEPS;
            grid(svg, x(atX), TOP, x(atX), HEIGHT - BOTTOM);
            grid(svg, LEFT, y(atY), WIDTH - RIGHT, y(atY));
            text(svg, x(atX), HEIGHT - BOTTOM + 16, "middle", label(atX));
            text(svg, LEFT - 6, y(atY) + 4, "end", label(atY));
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", across);
        text(svg, 8, TOP - 4, "start", up);
    }

    private static String label(double value) {
        return Figures.figure(Double.parseDouble(Figures.fixed(value, Math.abs(value) < 1 ? 4 : 2)));
    }

    private static void grid(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append("<line stroke=\"#d8dde4\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(Figures.fixed(x1, 1), Figures.fixed(y1, 1), Figures.fixed(x2, 1), Figures.fixed(y2, 1)));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append("<text text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
                .formatted(anchor, Figures.fixed(x, 1), Figures.fixed(y, 1), words));
    }

    private double x(double value) {
        return LEFT + (value - minX) / (maxX - minX) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (value - minY) / (maxY - minY) * (HEIGHT - TOP - BOTTOM);
    }
}
