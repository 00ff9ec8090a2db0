package ratchet.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.report.page.Axis;
import ratchet.report.page.Figure;
import ratchet.report.page.Plot;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;
import ratchet.store.LedgerEvent;

/**
 * A chart of the live versions over time: a lane per model, a bar per version, a notch where a
 * candidate was refused or a runtime did not confirm.
 *
 * @param events oldest first, of the ledger; at least one
 */
record LiveChart(List<LedgerEvent> events, Instant now) {
  private static final String TITLE = "Which version was live when";
  private static final double WIDTH = 760;
  private static final double LEFT = 96;
  private static final double RIGHT = 12;
  private static final double TOP = 4;
  private static final double LANE = 34;
  private static final double BOTTOM = 24;
  private static final double LEAST_WIDTH_OF_A_NAME = 66;

  /** A version's time in production. */
  private record LivePeriod(String sha256, Instant from, Instant to) {}

  Tag figure() {
    double height = TOP + ModelName.all().size() * LANE + BOTTOM;
    Instant first = events.stream().map(LedgerEvent::at).min(Instant::compareTo).orElse(now);
    Axis axis = Axis.times(first.toEpochMilli(), now.toEpochMilli());
    Tag svg = Plot.picture("live", TITLE, description(), WIDTH, height);
    double free = Double.NEGATIVE_INFINITY;
    for (Axis.Tick tick : axis.ticks()) {
      double at = x(axis, tick.at());
      svg.add(line("grid", at, at, TOP, height - BOTTOM));
      if (at >= free) {
        svg.add(Plot.label("middle", Math.min(at, WIDTH - 28), height - 6, tick.label()));
        free = at + 48;
      }
    }
    double top = TOP;
    for (ModelName model : ModelName.all()) {
      lane(svg, axis, model, top);
      top += LANE;
    }
    Tag wide = new Tag("div", "scroll wide").set("role", "region").set("tabindex", "0");
    wide.set("aria-label", TITLE).add(svg);
    return Figure.of(
        TITLE,
        "UTC",
        wide,
        List.of(
            new Figure.Key("train", "live"),
            new Figure.Key("notch", "refused"),
            new Figure.Key("notch bad", "not confirmed")));
  }

  private void lane(Tag svg, Axis axis, ModelName model, double top) {
    svg.add(Plot.label("end", LEFT - 8, top + LANE / 2 + 4, TextFormat.name(model)));
    int number = 0;
    for (LivePeriod period : periods(model)) {
      double from = x(axis, period.from.toEpochMilli());
      double to = Math.max(from + 1.5, x(axis, period.to.toEpochMilli()));
      String version = Digest.abbreviate(period.sha256);
      Tag bar =
          new Tag("rect", number++ % 2 == 0 ? "train" : "train other")
              .set("x", from)
              .set("y", top + 5)
              .set("width", to - from)
              .set("height", LANE - 14);
      String hint =
          version + " from " + TextFormat.time(period.from) + " to " + TextFormat.time(period.to);
      svg.add(bar.add(new Tag("title").add(hint)));
      if (to - from >= LEAST_WIDTH_OF_A_NAME) {
        svg.add(
            Plot.label("start", from + 5, top + LANE / 2 + 2, version.substring(0, 8))
                .set("class", "on"));
      }
    }
    for (LedgerEvent event : events) {
      boolean refused = event.event() == LedgerEvent.Kind.REFUSED;
      if (event.model() == model && (refused || event.event() == LedgerEvent.Kind.RELOAD_FAILED)) {
        double at = x(axis, event.at().toEpochMilli());
        Tag notch = line(refused ? "notch" : "notch bad", at, at, top + 2, top + LANE - 6);
        svg.add(notch.add(new Tag("title").add(event.event().id() + ": " + event.reason())));
      }
    }
  }

  private List<LivePeriod> periods(ModelName model) {
    List<LivePeriod> periods = new ArrayList<>();
    String live = null;
    Instant since = null;
    for (LedgerEvent event : events) {
      boolean changes = event.model() == model && event.event().recordsLive();
      if (changes && !Objects.equals(live, event.toSha256())) {
        if (live != null) {
          periods.add(new LivePeriod(live, since, event.at()));
        }
        live = event.toSha256();
        since = event.at();
      }
    }
    if (live != null) {
      periods.add(new LivePeriod(live, since, now));
    }
    return periods;
  }

  private static double x(Axis axis, double ms) {
    double share = Math.min(1, Math.max(0, axis.share(ms)));
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private static Tag line(String classes, double fromX, double toX, double fromY, double toY) {
    return new Tag("line", classes).set("x1", fromX).set("x2", toX).set("y1", fromY).set("y2", toY);
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    for (ModelName model : ModelName.all()) {
      List<LivePeriod> periods = periods(model);
      text.append(TextFormat.name(model)).append(": ");
      text.append(periods.isEmpty() ? "never live" : periods.size() + " versions, the last ");
      if (!periods.isEmpty()) {
        LivePeriod last = periods.get(periods.size() - 1);
        text.append(Digest.abbreviate(last.sha256))
            .append(" from ")
            .append(TextFormat.time(last.from));
      }
      text.append(". ");
    }
    return text.toString().strip();
  }
}
