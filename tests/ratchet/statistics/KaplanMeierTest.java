package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KaplanMeierTest {
  private static final double ALMOST = 1e-12;

  // R 4.2, survival 3.5-3: summary(survfit(Surv(time, status) ~ 1), times = c(10, 30, 50, 60))
  @Test
  void agreesWithR() {
    KaplanMeier curve = KaplanMeier.of(OracleRows.TIMES, OracleRows.EVENTS);
    expect(curve, 10, 0.898976415464211809, 0.027656833838526986);
    expect(curve, 30, 0.609277965313981706, 0.046989680405856903);
    expect(curve, 50, 0.292894620057644495, 0.051713107975807485);
    expect(curve, 60, 0.058313861006951836, 0.036412647820547005);
    assertThat(curve.survivalAt(40)).isLessThanOrEqualTo(0.5);
    assertThat(curve.survivalBefore(40)).isGreaterThan(0.5);
  }

  // R 4.2, survival 3.5-3: the same of its data sets lung and veteran
  @Test
  void reproducesLungAndVeteran() {
    double[][] lung =
        RDataset.columns("with(survival::lung, data.frame(time, event = status - 1))");
    KaplanMeier curve = KaplanMeier.of(lung[0], lung[1]);
    expect(curve, 5, 0.995614035087719285, 0.0043763359985531519);
    expect(curve, 100, 0.863968967645243557, 0.0227102304341618329);
    expect(curve, 310, 0.495024293180913344, 0.0352327462466991703);
    expect(curve, 883, 0.050345568070810462, 0.0228480489160838053);
    assertThat(curve.survivalAt(310)).isLessThanOrEqualTo(0.5);
    assertThat(curve.survivalBefore(310)).isGreaterThan(0.5);
    double[][] veteran = RDataset.columns("survival::veteran[c('time', 'status')]");
    curve = KaplanMeier.of(veteran[0], veteran[1]);
    expect(curve, 1, 0.985401459854014616, 0.010247101342527321);
    expect(curve, 100, 0.417994507196792653, 0.042476636758928682);
    expect(curve, 500, 0.036018042704315141, 0.017513987334467220);
  }

  private static void expect(KaplanMeier curve, double time, double survival, double error) {
    KaplanMeier.Step step =
        curve.steps().stream()
            .filter(candidate -> candidate.time() <= time)
            .reduce((first, second) -> second)
            .orElseThrow();
    assertThat(step.standardError().orElseThrow()).isCloseTo(error, within(ALMOST));
    assertThat(curve.survivalAt(time)).isCloseTo(survival, within(ALMOST));
  }

  @Test
  void countsACensoredRowAtRiskForEventsOfItsTime() {
    KaplanMeier curve = KaplanMeier.of(new double[] {2, 2, 3}, new double[] {1, 0, 1});
    assertThat(curve.steps())
        .containsExactly(
            new KaplanMeier.Step(2, 3, 1, 1, 2 / 3.0, Math.sqrt(1 / 6.0)),
            new KaplanMeier.Step(3, 1, 1, 0, 0, Double.POSITIVE_INFINITY));
    assertThat(curve.survivalBefore(2)).isEqualTo(1);
    assertThat(curve.survivalAt(2)).isEqualTo(2 / 3.0);
    assertThat(curve.survivalBefore(3)).isEqualTo(2 / 3.0);
    assertThat(curve.influenceAt(3, new double[] {2, 2, 3}, new double[] {1, 0, 1})).isEmpty();
    assertThat(curve.steps().get(1).standardError()).isEmpty();
  }

  @Test
  void nobodyToObserveSurvivesForever() {
    KaplanMeier curve = KaplanMeier.of(new double[0], new double[0]);
    assertThat(curve.survivalAt(1e9)).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoDuration() {
    assertThatThrownBy(() -> KaplanMeier.of(new double[] {-1}, new double[] {1}))
        .hasMessage("times[0] is not a duration: -1.0");
    assertThatThrownBy(() -> KaplanMeier.of(new double[] {1}, new double[] {2}))
        .hasMessage("events[0] is neither 0 nor 1: 2.0");
    assertThatThrownBy(() -> KaplanMeier.of(new double[] {1}, new double[] {1, 1}))
        .hasMessage("1 times for 2 events");
  }
}
