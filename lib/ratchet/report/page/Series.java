package ratchet.report.page;

import java.util.List;

/** The two sides that charts compare, each in one colour throughout the page. */
public final class Series {
  public static final String CANDIDATE = "candidate";
  public static final String PRODUCTION = "production";

  public static final List<Figure.Key> BOTH = keys(List.of(CANDIDATE, PRODUCTION));

  private Series() {}

  /** A legend of those that are drawn. */
  public static List<Figure.Key> keys(List<String> series) {
    return series.stream().map(own -> new Figure.Key(own, own)).toList();
  }
}
