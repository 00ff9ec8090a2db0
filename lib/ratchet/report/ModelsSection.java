package ratchet.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ratchet.model.Digest;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.Provenance;
import ratchet.model.SurvivalModel;
import ratchet.report.page.Badge;
import ratchet.report.page.Estimates;
import ratchet.report.page.Figure;
import ratchet.report.page.Section;
import ratchet.report.page.Series;
import ratchet.report.page.Table;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;

/** The live version and the candidate of each model, and their weights. */
public final class ModelsSection {
  private static final String ID = "models";
  private static final String TITLE = "Models";

  private ModelsSection() {}

  /**
   * @param now the time for which ages are computed
   */
  public static Section of(List<ModelState> states, Instant now) {
    if (states.stream().noneMatch(ModelState::isPresent)) {
      return Section.missing(
          ID, TITLE, "There is no model file, neither an alias nor a candidate.", "train_fillnet");
    }
    Tag body = new Tag("div");
    for (ModelState state : states) {
      body.add(new Tag("h3").add(TextFormat.name(state.model())));
      versions(body, state, now);
      List<ModelVersion> loaded =
          state.distinct().stream().filter(version -> version.loaded().isPresent()).toList();
      if (!loaded.isEmpty()) {
        weights(body, state.model(), loaded);
      }
    }
    long live = states.stream().filter(state -> state.production().isPresent()).count();
    long broken =
        states.stream()
            .flatMap(state -> state.distinct().stream())
            .filter(version -> version.problem().isPresent())
            .count();
    Badge badge =
        broken > 0
            ? Badge.bad(broken + (broken == 1 ? " does not load" : " do not load"))
            : Badge.plain(live + " of " + states.size() + " live");
    return new Section(ID, TITLE, badge, body);
  }

  private static void versions(Tag body, ModelState state, Instant now) {
    Table table =
        new Table(
            "versions-" + state.model().id(),
            "Live version and candidate",
            "",
            "File",
            "SHA-256",
            "Status",
            "Created",
            "Age",
            "Rows");
    row(table, Series.PRODUCTION, state.production().orElse(null), now);
    row(table, Series.CANDIDATE, state.candidate().orElse(null), now);
    body.add(table.tag());
    for (ModelVersion version : state.distinct()) {
      version
          .problem()
          .ifPresent(why -> body.add(new Tag("p", "note bad").add(version.path() + ": " + why)));
      version.header().stream()
          .flatMap(header -> header.issues().stream())
          .forEach(issue -> body.add(new Tag("p", "note").add(version.series() + ": " + issue)));
    }
    if (state.production().isPresent()
        && state.candidate().isPresent()
        && state.distinct().size() == 1) {
      body.add(new Tag("p", "missing").add("The candidate is the live version."));
    }
  }

  private static void row(Table table, String series, ModelVersion version, Instant now) {
    Table.Row row = table.row(series);
    if (version == null) {
      row.text("none").text("–").badge(Badge.plain("missing")).text("–").text("–").text("–").end();
      return;
    }
    row.text(version.path().getFileName().toString());
    row.code(version.sha256().map(Digest::abbreviate).orElse("–"));
    ModelHeader header = version.header().orElse(null);
    if (header == null) {
      row.badge(Badge.bad("does not load")).text("–").text("–").text("–").end();
      return;
    }
    boolean ok = header.status().equals(ModelHeader.STATUS_OK);
    row.badge(ok ? Badge.ok(header.status()) : Badge.bad(header.status()))
        .text(TextFormat.time(header.created()))
        .text(TextFormat.duration(Duration.between(header.created(), now)))
        .text(rows(header))
        .end();
  }

  private static String rows(ModelHeader header) {
    List<String> sizes = new ArrayList<>();
    header
        .sampleSizes()
        .forEach(
            (name, size) -> sizes.add(TextFormat.count(size) + " " + name.replace("_size", "")));
    return String.join(", ", sizes)
        + header.provenance().map(ModelsSection::window).orElse(", origin unknown");
  }

  private static String window(Provenance from) {
    return ", data to " + TextFormat.time(from.dataTo());
  }

  private static void weights(Tag body, ModelName model, List<ModelVersion> versions) {
    body.add(new Tag("h4").add("Weights")).add(Figure.keys(ModelVersion.legend(versions)));
    List<List<ModelWeights>> all =
        versions.stream()
            .map(version -> ModelWeights.of(version.loaded().orElseThrow().file()))
            .toList();
    List<Tag> figures = new ArrayList<>();
    for (int vector = 0; vector < all.get(0).size(); vector++) {
      ModelWeights first = all.get(0).get(vector);
      Estimates chart =
          new Estimates("weights-" + model.id() + "-" + vector, first.name(), "").asBars();
      for (String feature : first.weights().keySet()) {
        List<Estimates.Value> values = new ArrayList<>();
        for (int v = 0; v < versions.size(); v++) {
          if (vector < all.get(v).size()) {
            Double weight = all.get(v).get(vector).weights().get(feature);
            if (weight != null) {
              values.add(new Estimates.Value(versions.get(v).series(), weight));
            }
          }
        }
        chart.row(feature, values);
      }
      figures.add(chart.figure(List.of()));
    }
    body.add(Figure.grid(figures));
    for (ModelVersion version : versions) {
      if (version.loaded().orElseThrow().file() instanceof SurvivalModel survival) {
        body.add(new Tag("p").add(version.series() + ": " + trail(survival.params())));
      }
    }
  }

  private static String trail(SurvivalModel.Params params) {
    return "trail "
        + TextFormat.number(params.baseTrailBps())
        + " bps between "
        + TextFormat.number(params.minTrailBps())
        + " and "
        + TextFormat.number(params.maxTrailBps())
        + " bps; tightens from a hazard of "
        + TextFormat.number(params.hazardTighten())
        + ", panics from "
        + TextFormat.number(params.hazardPanic())
        + ".";
  }
}
