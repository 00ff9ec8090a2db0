package ratchet.report;

import java.util.List;

/** The two sides that charts compare, each in one colour throughout the page. */
final class Series {
  static final String CANDIDATE = "candidate";
  static final String PRODUCTION = "production";

  static final List<Figure.Key> BOTH = keys(List.of(CANDIDATE, PRODUCTION));

  private Series() {}

  /** A legend of the versions of a chart. */
  static List<Figure.Key> drawn(List<ModelVersion> versions) {
    return keys(versions.stream().map(ModelVersion::series).toList());
  }

  /** A legend of those that are drawn. */
  static List<Figure.Key> keys(List<String> series) {
    return series.stream().map(own -> new Figure.Key(own, own)).toList();
  }
}
