package ratchet.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The backtest: candidate and production on the same events, and whether the candidate passed. */
public final class BacktestSection {
  private static final String ID = "backtest";
  private static final String TITLE = "Backtest";
  private static final String DAY = "day:";

  private BacktestSection() {}

  /**
   * @param document the fields of {@code backtest --json}
   */
  public static Section of(ObjectNode document) {
    Tag body = new Tag("div");
    body.add(
        new Tag("p")
            .add(
                "The log from "
                    + TextFormat.time(Instant.parse(document.path("from").asText()))
                    + " to "
                    + TextFormat.time(Instant.parse(document.path("to").asText()))
                    + ", traded again by the candidates and by production: "
                    + JsonFigures.text(document, "executions")
                    + " executions on "
                    + JsonFigures.text(document, "days")
                    + " days"
                    + (document.path("use_alpha").booleanValue() ? ", alpha picking" : "")
                    + "."));
    JsonFigures.refusals(body, document.path("refusals"));
    body.add(new Tag("p").add(difference(document)));
    body.add(Figure.grid(charts(document)));
    body.add(figures(document));
    body.add(segments(document));
    body.add(coverage(document));
    boolean passed = document.path("passed").booleanValue();
    return new Section(ID, TITLE, passed ? Badge.ok("passed") : Badge.bad("refused"), body);
  }

  /** The section without a backtest. */
  public static Section missing(String why, String remedy) {
    return Section.missing(ID, TITLE, why, remedy);
  }

  private static String difference(JsonNode document) {
    JsonNode difference = document.path("difference").path("net_usd");
    OptionalDouble margin = JsonFigures.number(document, "margin_usd");
    return "Candidate less production, 95 %: "
        + JsonFigures.text(difference, "estimate")
        + " USD ("
        + JsonFigures.interval(difference)
        + ")"
        + (margin.isPresent()
            ? "; the lower end may fall to " + TextFormat.number(-margin.getAsDouble()) + " USD."
            : ".");
  }

  private static List<Tag> charts(JsonNode document) {
    List<Tag> charts = new ArrayList<>();
    difference(charts, document, "net_usd", "Net result: candidate less production");
    difference(charts, document, "return_bps", "Return: candidate less production");
    bars(charts, document, "regimes", "Net result by segment", false);
    bars(charts, document, "days", "Net result by day", true);
    return charts;
  }

  private static void difference(List<Tag> charts, JsonNode document, String name, String title) {
    JsonNode difference = document.path("difference").path(name);
    OptionalDouble estimate = JsonFigures.number(difference, "estimate");
    if (estimate.isPresent()) {
      Estimates chart =
          new Estimates(
                  "difference-" + TextFormat.slug(name),
                  title,
                  MetricWords.unit(name) + ", 95 %; right is better")
              .row(
                  name,
                  List.of(
                      new Estimates.Value(
                          Series.CANDIDATE,
                          estimate.getAsDouble(),
                          JsonFigures.number(difference, "lower"),
                          JsonFigures.number(difference, "upper"))))
              .reference(0);
      charts.add(chart.figure(List.of()));
    }
  }

  private static void bars(
      List<Tag> charts, JsonNode document, String id, String title, boolean days) {
    Estimates chart = new Estimates("net-by-" + id, title, "USD; right is better").asBars();
    for (JsonNode segment : document.path("segments")) {
      String name = segment.path("segment").asText();
      if (name.startsWith(DAY) == days) {
        chart.row(days ? name.substring(DAY.length()) : name, both(segment));
      }
    }
    if (!chart.isEmpty()) {
      charts.add(chart.figure(Series.BOTH));
    }
  }

  private static List<Estimates.Value> both(JsonNode segment) {
    List<Estimates.Value> values = new ArrayList<>();
    JsonFigures.number(segment.path("candidate"), "net_usd")
        .ifPresent(value -> values.add(new Estimates.Value(Series.CANDIDATE, value)));
    JsonFigures.number(segment.path("champion"), "net_usd")
        .ifPresent(value -> values.add(new Estimates.Value(Series.PRODUCTION, value)));
    return values;
  }

  private static Tag figures(JsonNode document) {
    Table table =
        new Table(
            "backtest-figures", "What each side comes to", "Figure", "Candidate#", "Production#");
    document
        .path("candidate")
        .fieldNames()
        .forEachRemaining(
            name ->
                table
                    .row(MetricWords.of(name))
                    .number(JsonFigures.text(document.path("candidate"), name))
                    .number(JsonFigures.text(document.path("champion"), name))
                    .end());
    return table.tag();
  }

  private static Tag segments(JsonNode document) {
    Table table =
        new Table(
            "backtest-segments",
            "By segment",
            "Segment",
            "Candidate net#",
            "Trades#",
            "Production net#",
            "Trades#",
            "Difference#");
    for (JsonNode segment : document.path("segments")) {
      table
          .row(segment.path("segment").asText())
          .number(JsonFigures.text(segment.path("candidate"), "net_usd"))
          .number(JsonFigures.text(segment.path("candidate"), "trades"))
          .number(JsonFigures.text(segment.path("champion"), "net_usd"))
          .number(JsonFigures.text(segment.path("champion"), "trades"))
          .number(JsonFigures.text(segment, "difference_net_usd"))
          .end();
    }
    return details("All segments", table);
  }

  private static Tag coverage(JsonNode document) {
    Table table =
        new Table(
            "backtest-coverage",
            "What became of the attempts of the log: what was never tried is not invented",
            "Attempts",
            "Candidate#",
            "Production#");
    JsonNode candidate = document.path("coverage").path("candidate");
    candidate
        .fieldNames()
        .forEachRemaining(
            name ->
                table
                    .row(name)
                    .number(JsonFigures.text(candidate, name))
                    .number(JsonFigures.text(document.path("coverage").path("champion"), name))
                    .end());
    return details("Coverage of the log", table);
  }

  private static Tag details(String summary, Table table) {
    return table.isEmpty()
        ? new Tag("div")
        : new Tag("details").add(new Tag("summary").add(summary)).add(table.tag());
  }
}
