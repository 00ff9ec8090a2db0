package ratchet.backtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import ratchet.evaluation.NumberText;
import ratchet.evaluation.Refusal;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.statistics.ClusterInterval;

/** A {@link Backtest} as a document for programs and a table for people. */
public final class BacktestReport {
  private static final String ROW = "%-20s %14s %14s";
  private static final TradeFigures NO_TRADES = new TradeFigures();

  private BacktestReport() {}

  /**
   * {@code from, to, unseen_from, unpriced, use_alpha, models, events, executions, left_out, days,
   * candidate, champion, difference, margin_usd, headroom_usd, coverage, segments, passed,
   * refusals}; what cannot be computed is null.
   */
  public static ObjectNode json(Backtest backtest) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("from", Instant.ofEpochMilli(backtest.window().fromMs()).toString());
    json.put("to", Instant.ofEpochMilli(backtest.window().toMs()).toString());
    json.put("unseen_from", unseenFrom(backtest).map(Instant::toString).orElse(null));
    json.put("unpriced", backtest.unpriced().id());
    json.put("use_alpha", backtest.candidate().models().usesAlpha());
    ObjectNode models = json.putObject("models");
    for (ModelName name : ModelName.all()) {
      models
          .putObject(name.id())
          .put("candidate_sha256", backtest.candidate().models().sha256(name).orElse(null))
          .put("champion_sha256", backtest.champion().models().sha256(name).orElse(null));
    }
    json.put("events", backtest.events());
    json.put("executions", backtest.executions());
    json.put("left_out", backtest.leftOut());
    json.put("days", backtest.days());
    json.set("candidate", backtest.candidate().figures().json());
    json.set("champion", backtest.champion().figures().json());
    ObjectNode difference = json.putObject("difference");
    NumberText.putClustered(difference.putObject("net_usd"), backtest.netUsd());
    NumberText.putClustered(difference.putObject("return_bps"), backtest.returnBps());
    json.put("margin_usd", backtest.marginUsd());
    NumberText.putClustered(json.putObject("headroom_usd"), backtest.headroomUsd());
    ObjectNode coverage = json.putObject("coverage");
    coverage.set("candidate", coverage(backtest.candidate()));
    coverage.set("champion", coverage(backtest.champion()));
    ArrayNode segments = json.putArray("segments");
    for (String segment : segments(backtest)) {
      TradeFigures candidate = of(backtest.candidate(), segment);
      TradeFigures champion = of(backtest.champion(), segment);
      ObjectNode node = segments.addObject().put("segment", segment);
      node.set("candidate", candidate.json());
      node.set("champion", champion.json());
      node.put("difference_net_usd", candidate.netUsd() - champion.netUsd());
    }
    json.put("passed", backtest.passed());
    json.set("refusals", Refusal.json(backtest.refusals()));
    return json;
  }

  /** The parameters of the backtest: window, models, whether alpha picked. */
  public static ObjectNode params(Backtest backtest) {
    return json(backtest).retain("from", "to", "use_alpha", "models");
  }

  /** Figures by name, by segment: {@code candidate}, {@code champion}, {@code candidate:calm}, … */
  public static Map<String, Map<String, Double>> results(Backtest backtest) {
    Map<String, Map<String, Double>> results = new LinkedHashMap<>();
    results.put("candidate", backtest.candidate().figures().byName());
    results.put("champion", backtest.champion().figures().byName());
    for (String segment : segments(backtest)) {
      results.put("candidate:" + segment, of(backtest.candidate(), segment).byName());
      results.put("champion:" + segment, of(backtest.champion(), segment).byName());
    }
    return results;
  }

  /** The lines of the table for people; the last one is {@code passed} or a refusal. */
  public static List<String> lines(Backtest backtest) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Instant.ofEpochMilli(backtest.window().fromMs())
            + " to "
            + Instant.ofEpochMilli(backtest.window().toMs())
            + ": "
            + backtest.events()
            + " events, "
            + backtest.executions()
            + " executions on "
            + backtest.days()
            + " days");
    unseenFrom(backtest)
        .ifPresent(
            from ->
                lines.add(
                    "compared from "
                        + from
                        + " on: "
                        + backtest.leftOut()
                        + " earlier executions are left out, because models were fitted on them"));
    lines.add(ROW.formatted("", "candidate", "champion"));
    Map<String, Double> candidate = backtest.candidate().figures().byName();
    Map<String, Double> champion = backtest.champion().figures().byName();
    candidate.forEach(
        (name, value) -> lines.add(ROW.formatted(name, text(value), text(champion.get(name)))));
    lines.add(
        "candidate - champion, 95 % by mint: net_usd "
            + interval(backtest.netUsd())
            + ", return_bps "
            + interval(backtest.returnBps()));
    backtest.netUsd().ifPresent(own -> lines.add(worth(own)));
    lines.add(
        String.format(
            Locale.ROOT,
            "margin %.2f USD, candidate - champion + margin %s (the lower end must be 0 or more)"
                + "; without a later price: %d and %d positions (%s)",
            backtest.marginUsd(),
            interval(backtest.headroomUsd()),
            backtest.candidate().coverage().unpricedPositions(),
            backtest.champion().coverage().unpricedPositions(),
            backtest.unpriced().id()));
    for (String segment : segments(backtest)) {
      if (!segment.startsWith("day:")) {
        lines.add(
            ROW.formatted(
                "net_usd " + segment,
                text(of(backtest.candidate(), segment).netUsd()),
                text(of(backtest.champion(), segment).netUsd())));
      }
    }
    lines.add("attempts of the log: " + Json.line(coverage(backtest.candidate())));
    backtest.refusals().forEach(refusal -> lines.add("refused: " + refusal.sentence()));
    if (backtest.passed()) {
      lines.add("passed");
    }
    return lines;
  }

  private static ObjectNode coverage(Backtest.Side side) {
    return side.coverage().json(side.picks());
  }

  private static SortedSet<String> segments(Backtest backtest) {
    SortedSet<String> names = new TreeSet<>(backtest.candidate().tally().segments().keySet());
    names.addAll(backtest.champion().tally().segments().keySet());
    return names;
  }

  private static TradeFigures of(Backtest.Side side, String segment) {
    return side.tally().segments().getOrDefault(segment, NO_TRADES);
  }

  /** Empty if no model states on which rows it was fitted. */
  private static Optional<Instant> unseenFrom(Backtest backtest) {
    return Optional.of(backtest.unseenFrom()).filter(Instant.EPOCH::isBefore);
  }

  private static String worth(ClusterInterval own) {
    return String.format(
        Locale.ROOT,
        "attempts taken by either side: %,d on %,d mints, effective %,.0f",
        own.rows(),
        own.clusters(),
        own.effectiveRows());
  }

  private static String interval(Optional<ClusterInterval> interval) {
    return interval
        .map(
            own ->
                String.format(
                    Locale.ROOT, "%+.4f [%+.4f, %+.4f]", own.estimate(), own.lower(), own.upper()))
        .orElse("not measurable");
  }

  private static String text(double value) {
    return NumberText.text("%.4f", value);
  }
}
