package ratchet.promote;

import java.util.List;
import java.util.function.ToDoubleFunction;
import ratchet.gate.Check;
import ratchet.gate.Measurement;
import ratchet.promote.rollout.ModelOutcome;

/**
 * The result of a run in the text format of Prometheus, for node_exporter's textfile collector:
 * {@code promote_outcome{model,outcome}} (exactly one is 1 for each model that was chosen), and
 * {@code promote_gate_measured}, {@code promote_gate_required} and {@code promote_gate_passed} by
 * {@code {model,gate}}.
 */
public final class MetricsFile {
  private final StringBuilder text = new StringBuilder();

  private MetricsFile() {}

  /** The content of the file. */
  public static String of(PromoteReport report) {
    MetricsFile file = new MetricsFile();
    file.outcomes(report.outcomes());
    file.gates(
        report.outcomes(),
        "promote_gate_measured",
        "The value that the gate measured; absent where it is not a number.",
        check -> number(check.measured()));
    file.gates(
        report.outcomes(),
        "promote_gate_required",
        "The value that the gate requires; absent where it is not a number.",
        check -> number(check.required()));
    file.gates(
        report.outcomes(),
        "promote_gate_passed",
        "1 when the gate is satisfied, else 0.",
        check -> check.passed() ? 1 : 0);
    return file.text.toString();
  }

  private void outcomes(List<ModelOutcome> outcomes) {
    head("promote_outcome", "The outcome of the model in the last run; exactly one is 1.");
    for (ModelOutcome outcome : outcomes) {
      for (ModelOutcome.State state : ModelOutcome.State.values()) {
        if (state == ModelOutcome.State.FAILED) {
          // only a rollback ends so
          continue;
        }
        sample("promote_outcome", outcome, "outcome", state.id(), outcome.state() == state ? 1 : 0);
      }
    }
  }

  private void gates(
      List<ModelOutcome> outcomes, String name, String help, ToDoubleFunction<Check> value) {
    head(name, help);
    for (ModelOutcome outcome : outcomes) {
      outcome.gates().stream()
          .flatMap(Check::leaves)
          .filter(check -> Double.isFinite(value.applyAsDouble(check)))
          .forEach(
              check -> sample(name, outcome, "gate", check.name(), value.applyAsDouble(check)));
    }
  }

  private void head(String name, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
  }

  private void sample(
      String name, ModelOutcome outcome, String label, String labelValue, double value) {
    text.append(name)
        .append("{model=\"")
        .append(outcome.model().id())
        .append("\",")
        .append(label)
        .append("=\"")
        .append(labelValue)
        .append("\"} ")
        .append(value)
        .append('\n');
  }

  private static double number(Measurement measured) {
    return measured instanceof Measurement.Number number ? number.value() : Double.NaN;
  }
}
