package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConcordanceTest {
  private static final double FOREVER = Double.POSITIVE_INFINITY;

  // R 4.2, survival 3.5-3: concordance(Surv(time, status) ~ risk, reverse = TRUE), then with
  // timewt = "n/G2", then with ymax = 39.5 too
  @Test
  void agreesWithR() {
    double[] risks = OracleRows.RISKS;
    double[] times = OracleRows.TIMES;
    double[] events = OracleRows.EVENTS;
    assertThat(Concordance.harrell(risks, times, events).orElseThrow())
        .isCloseTo(0.7105153348633424, within(1e-12));
    assertThat(Concordance.uno(risks, times, events, FOREVER).orElseThrow())
        .isCloseTo(0.69593545884606678, within(1e-12));
    assertThat(Concordance.uno(risks, times, events, 39.5).orElseThrow())
        .isCloseTo(0.7223763514064715, within(1e-12));
  }

  // R 4.2, survival 3.5-3: the same of lung ~ age and veteran ~ karno
  @Test
  void reproducesLungAndVeteran() {
    double[][] lung =
        RDataset.columns("with(survival::lung, data.frame(age, time, event = status - 1))");
    assertThat(Concordance.harrell(lung[0], lung[1], lung[2]).orElseThrow())
        .isCloseTo(0.5502398321175177, within(1e-12));
    assertThat(Concordance.uno(lung[0], lung[1], lung[2], FOREVER).orElseThrow())
        .isCloseTo(0.54923072574667575, within(1e-12));
    assertThat(Concordance.uno(lung[0], lung[1], lung[2], 499.5).orElseThrow())
        .isCloseTo(0.55028256267220466, within(1e-12));
    double[][] veteran = RDataset.columns("survival::veteran[c('karno', 'time', 'status')]");
    double[] risk = Arrays.stream(veteran[0]).map(karno -> -karno).toArray();
    assertThat(Concordance.harrell(risk, veteran[1], veteran[2]).orElseThrow())
        .isCloseTo(0.70927987278509774, within(1e-12));
    assertThat(Concordance.uno(risk, veteran[1], veteran[2], FOREVER).orElseThrow())
        .isCloseTo(0.69933613937846206, within(1e-12));
  }

  @Property
  void isTheShareOfComparablePairsInOrder(
      @ForAll @Size(min = 2, max = 40) List<@IntRange(min = 0, max = 9) Integer> rawTimes,
      @ForAll @Size(40) List<@IntRange(min = 0, max = 6) Integer> rawRisks,
      @ForAll long bits) {
    int n = rawTimes.size();
    double[] times = rawTimes.stream().mapToDouble(t -> t).toArray();
    double[] risks = rawRisks.stream().limit(n).mapToDouble(r -> r).toArray();
    double[] events = new double[n];
    for (int i = 0; i < n; i++) {
      events[i] = bits >>> i & 1;
    }
    double concordant = 0;
    int comparable = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        boolean outlived = times[j] > times[i] || times[j] == times[i] && events[j] == 0;
        if (events[i] == 1 && outlived) {
          comparable++;
          concordant += risks[i] > risks[j] ? 1 : risks[i] == risks[j] ? 0.5 : 0;
        }
      }
    }
    Assume.that(comparable > 0);
    assertThat(Concordance.harrell(risks, times, events).orElseThrow())
        .isCloseTo(concordant / comparable, within(1e-12));
  }

  @Test
  void isEmptyWithoutAComparablePair() {
    double[] risks = {1, 2};
    assertThat(Concordance.harrell(risks, new double[] {1, 2}, new double[] {0, 1})).isEmpty();
    assertThat(Concordance.harrell(risks, new double[] {1, 1}, new double[] {1, 1})).isEmpty();
    assertThat(Concordance.uno(risks, new double[] {5, 6}, new double[] {1, 1}, 5)).isEmpty();
    assertThat(Concordance.harrell(new double[0], new double[0], new double[0])).isEmpty();
  }
}
