package ratchet.watch;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The results of the last looks in the text format of Prometheus: {@code watch_state{model,state}}
 * (exactly one is 1 for each model), {@code watch_look_failed{model}}, {@code
 * watch_outcomes{model}} and {@code watch_difference{model,bound}} with the bounds {@code
 * estimate}, {@code lower}, {@code upper} and {@code margin}, in the unit of the loss (0 to 1).
 */
public final class WatchMetricsFile {
  private WatchMetricsFile() {}

  /** The content of the file, one result per model. */
  public static String of(List<WatchResult> results) {
    StringBuilder text = new StringBuilder();
    head(text, "watch_state", "The state of the model at the last look; exactly one state is 1.");
    for (WatchResult result : results) {
      for (WatchState state : WatchState.values()) {
        text.append("watch_state{model=\"").append(result.model().id());
        text.append("\",state=\"").append(state.id()).append("\"} ");
        text.append(result.state() == state ? 1 : 0).append('\n');
      }
    }
    head(
        text,
        "watch_look_failed",
        "1 if the last look at the model failed; the output of watch has the reason.");
    for (WatchResult result : results) {
      text.append("watch_look_failed{model=\"").append(result.model().id()).append("\"} ");
      text.append(result.isToBeRepeated() ? 1 : 0).append('\n');
    }
    head(text, "watch_outcomes", "Outcomes since the promotion that were compared.");
    for (WatchResult result : results) {
      result
          .comparison()
          .ifPresent(
              found ->
                  text.append("watch_outcomes{model=\"")
                      .append(result.model().id())
                      .append("\"} ")
                      .append(found.look().outcomes())
                      .append('\n'));
    }
    head(
        text,
        "watch_difference",
        "Mean loss of the live version less that of its predecessor, 0 to 1; above 0 is worse.");
    bound(text, results, "estimate", found -> found.look().estimate());
    bound(text, results, "lower", found -> found.look().lower());
    bound(text, results, "upper", found -> found.look().upper());
    bound(text, results, "margin", WatchComparison::margin);
    return text.toString();
  }

  private static void bound(
      StringBuilder text,
      List<WatchResult> results,
      String bound,
      ToDoubleFunction<WatchComparison> value) {
    for (WatchResult result : results) {
      result
          .comparison()
          .ifPresent(
              found ->
                  text.append(
                      String.format(
                          Locale.ROOT,
                          "watch_difference{model=\"%s\",bound=\"%s\"} %s\n",
                          result.model().id(),
                          bound,
                          Double.toString(value.applyAsDouble(found)))));
    }
  }

  private static void head(StringBuilder text, String name, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
  }
}
