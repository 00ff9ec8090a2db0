package ratchet.report.data;

import java.util.ArrayList;
import java.util.List;
import ratchet.health.CheckResult;
import ratchet.health.CheckStatus;
import ratchet.health.DataProfile;
import ratchet.health.HealthReport;
import ratchet.health.HealthResult;
import ratchet.health.ModelProfile;
import ratchet.health.TableActivity;
import ratchet.health.summary.FeatureHistogram;
import ratchet.report.page.Badge;
import ratchet.report.page.Figure;
import ratchet.report.page.Section;
import ratchet.report.page.Table;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;

/** The section on the data: the result of every check, and charts of the rows. */
public final class DataSection {
  private static final String ID = "data";
  private static final String TITLE = "Data";

  private DataSection() {}

  public static Section of(HealthResult examination) {
    HealthReport report = examination.report();
    Tag body = new Tag("div");
    body.add(
        new Tag("p")
            .add(
                report.checks().size()
                    + " checks of one snapshot: "
                    + report.count(CheckStatus.FAIL)
                    + " failed, "
                    + report.count(CheckStatus.WARN)
                    + " warned"
                    + (report.strict() ? "; a warning counts as a fault." : ".")));
    List<CheckResult> faults =
        report.checks().stream().filter(check -> check.status() != CheckStatus.PASS).toList();
    if (!faults.isEmpty()) {
      body.add(table("faults", "What did not pass", faults));
    }
    body.add(
        new Tag("details")
            .add(new Tag("summary").add("All " + report.checks().size() + " checks"))
            .add(table("checks", "Every check", report.checks())));
    Tag rows =
        new Tag("details").add(new Tag("summary").add("Rows, labels and features in charts"));
    profile(rows, examination.profile());
    body.add(rows);
    Badge badge = report.healthy() ? Badge.ok("healthy") : Badge.bad("not healthy");
    return new Section(ID, TITLE, badge, body);
  }

  /** The section without a database. */
  public static Section missing(String why, String remedy) {
    return Section.missing(ID, TITLE, why, remedy);
  }

  private static Tag table(String id, String caption, List<CheckResult> checks) {
    Table table =
        new Table(
            id, caption, "Check", "Status", "Measured#", "Required#", "What was found", "Remedy");
    for (CheckResult check : checks) {
      table
          .row(check.name())
          .badge(badge(check.status()))
          .number(check.measured().toString())
          .number(check.required().toString())
          .words(check.detail())
          .words(check.remedy())
          .end();
    }
    return table.tag();
  }

  private static Badge badge(CheckStatus status) {
    return switch (status) {
      case PASS -> Badge.ok(status.label());
      case WARN -> Badge.warn(status.label());
      case FAIL -> Badge.bad(status.label());
    };
  }

  private static void profile(Tag body, DataProfile profile) {
    body.add(new Tag("h3").add("Rows per hour"));
    body.add(
        Figure.grid(
            profile.tables().stream()
                .map(
                    table ->
                        new TimelineChart("rows-" + TextFormat.slug(table.table()), table).figure())
                .toList()));
    for (TableActivity table : profile.tables()) {
      outside(table).forEach(line -> body.add(new Tag("p", "note").add(line)));
    }
    for (ModelProfile model : profile.models()) {
      body.add(new Tag("h3").add(TextFormat.name(model.model()) + ": rows to train from"));
      model(body, model);
    }
  }

  private static List<String> outside(TableActivity table) {
    List<String> lines = new ArrayList<>();
    if (table.later() > 0) {
      lines.add(table.table() + ": " + TextFormat.count(table.later()) + " rows lie in the future");
    }
    if (table.withoutTime() > 0) {
      lines.add(
          table.table()
              + ": the time of "
              + TextFormat.count(table.withoutTime())
              + " rows cannot be read");
    }
    return lines;
  }

  private static void model(Tag body, ModelProfile model) {
    if (model.obstacle().isPresent()) {
      body.add(new Tag("p", "missing").add("Nothing to show: " + model.obstacle().get() + "."));
      return;
    }
    body.add(
        new Tag("p")
            .add(
                TextFormat.count(model.trainRows())
                    + " rows to fit and "
                    + TextFormat.count(model.holdoutRows())
                    + " held out"
                    + model
                        .holdoutFrom()
                        .map(at -> " from " + TextFormat.time(at) + " on")
                        .orElse("")
                    + "."));
    String id = model.model().id();
    if (!model.labels().isEmpty()) {
      body.add(new Tag("h4").add("Label rate over time")).add(Figure.keys(LabelRateChart.KEYS));
      body.add(
          Figure.grid(
              model.labels().stream()
                  .map(
                      rate ->
                          new LabelRateChart(
                                  "label-" + id + "-" + TextFormat.slug(rate.label()),
                                  rate,
                                  model.holdoutFrom())
                              .figure())
                  .toList()));
    }
    features(body, model);
  }

  private static void features(Tag body, ModelProfile model) {
    body.add(new Tag("h4").add("Features")).add(Figure.keys(HistogramChart.KEYS));
    List<String> constant = new ArrayList<>();
    List<Tag> figures = new ArrayList<>();
    for (FeatureHistogram feature : model.features()) {
      String id = "feature-" + model.model().id() + "-" + TextFormat.slug(feature.feature());
      HistogramChart chart = new HistogramChart(id, feature);
      if (chart.isConstant()) {
        constant.add(feature.feature());
      } else {
        figures.add(chart.figure());
      }
    }
    body.add(Figure.grid(figures));
    if (!constant.isEmpty()) {
      body.add(
          new Tag("p", "missing")
              .add("The same in every row, and not drawn: " + String.join(", ", constant) + "."));
    }
  }
}
