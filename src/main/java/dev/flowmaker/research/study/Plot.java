package dev.flowmaker.research.study;

import java.util.ArrayList;
import java.util.List;

/** A few lines over two axes, as SVG. Points that are no numbers are left out. */
public final class Plot {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 280;
    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    private static final int TOP = 46;
    private static final int BOTTOM = 42;
    private static final int STEPS = 5;
    /** Width of a letter, roughly. */
    private static final double LETTER = 6.2;
    /** Share of a step that two numbers may differ by and still be the same place. */
    private static final double SAME = 1e-9;

    private static final String STYLE = "svg{background:#fff}text{font:11px sans-serif;fill:#5b6672}"
            + "text.title{font-size:12.5px;font-weight:600;fill:#1b1f24}line{stroke:#dde1e6}"
            + "polyline{fill:none;stroke-width:2}.s0{stroke:#0b63ce}.s1{stroke:#d1495b}.s2{stroke:#2e933c}"
            + "circle.s0,rect.s0{fill:#0b63ce}circle.s1,rect.s1{fill:#d1495b}circle.s2,rect.s2{fill:#2e933c}";

    /** Classes of the page's style, s0 and on. */
    private static final int COLOURS = 6;

    private final String title;
    private final String across;
    private final String up;
    private final List<String> names = new ArrayList<>();
    private final List<List<double[]>> lines = new ArrayList<>();
    private List<String> places = List.of();
    private double minX = Double.POSITIVE_INFINITY;
    private double maxX = Double.NEGATIVE_INFINITY;
    private double minY;
    private double maxY;

    public Plot(String title, String across, String up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    /** Names the places 0, 1, 2… of the axis across, instead of numbers. */
    public Plot places(List<String> names) {
        places = List.copyOf(names);
        minX = 0;
        maxX = names.size() - 1;
        return this;
    }

    public Plot line(String name, List<double[]> points) {
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

    /** A file of its own, with its colours. */
    public String document() {
        return svg().replaceFirst(">", " xmlns=\"http://www.w3.org/2000/svg\"><style>" + STYLE + "</style>") + "\n";
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\"><title>%s</title>"
                .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, title));
        svg.append("<text class=\"title\" text-anchor=\"start\" x=\"%d\" y=\"16\">%s</text>".formatted(LEFT, title));
        if (!(maxX > minX) || !(maxY > minY)) {
            text(svg, WIDTH / 2.0, HEIGHT / 2.0, "middle", "nothing to show");
            return svg.append("</svg>").toString();
        }
        axes(svg);
        for (int i = 0; i < lines.size(); i++) {
            String colour = "s" + i % COLOURS;
            StringBuilder path = new StringBuilder();
            for (double[] point : lines.get(i)) {
                path.append(Figures.fixed(x(point[0]), 1))
                        .append(',')
                        .append(Figures.fixed(y(point[1]), 1))
                        .append(' ');
            }
            svg.append("<polyline class=\"").append(colour).append("\" points=\"");
            svg.append(path.toString().strip()).append("\"/>");
            for (double[] point : lines.get(i)) {
                svg.append("<circle r=\"2.5\" class=\"%s\" cx=\"%s\" cy=\"%s\"/>"
                        .formatted(colour, Figures.fixed(x(point[0]), 1), Figures.fixed(y(point[1]), 1)));
            }
        }
        legend(svg);
        return svg.append("</svg>").toString();
    }

    /** The lines' names in a row above the plot. */
    private void legend(StringBuilder svg) {
        double at = LEFT;
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isEmpty()) {
                svg.append("<rect width=\"10\" height=\"3\" class=\"s%s\" x=\"%s\" y=\"30\"/>"
                        .formatted(i % COLOURS, Figures.fixed(at, 1)));
                text(svg, at + 14, 35, "start", names.get(i));
                at += 26 + names.get(i).length() * LETTER;
            }
        }
    }

    private void axes(StringBuilder svg) {
        if (places.isEmpty()) {
            double step = step(maxX - minX);
            for (double at = Math.ceil(minX / step - SAME) * step; at <= maxX + step * SAME; at += step) {
                across(svg, at, label(at, step));
            }
        }
        for (int place = 0; place < places.size(); place++) {
            across(svg, place, places.get(place));
        }
        double step = step(maxY - minY);
        for (double at = Math.ceil(minY / step - SAME) * step; at <= maxY + step * SAME; at += step) {
            grid(svg, LEFT, y(at), WIDTH - RIGHT, y(at));
            text(svg, LEFT - 6, y(at) + 4, "end", label(at, step));
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", across);
        text(svg, LEFT - 6, TOP - 10, "end", up);
    }

    private void across(StringBuilder svg, double at, String label) {
        grid(svg, x(at), TOP, x(at), HEIGHT - BOTTOM);
        text(svg, x(at), HEIGHT - BOTTOM + 16, "middle", label);
    }

    /** One, two or five times a power of ten, so that about five of them cover the range. */
    private static double step(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range / STEPS)));
        double times = range / STEPS / power;
        return power * (times > 5 ? 10 : times > 2 ? 5 : times > 1 ? 2 : 1);
    }

    private static String label(double value, double step) {
        return Figures.fixed(
                Math.rint(value / step) * step + 0.0, (int) Math.max(0, Math.ceil(-Math.log10(step) - SAME)));
    }

    private static void grid(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
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
