package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IsotonicTest {
  @Test
  void poolsViolatorsAndTies() {
    double[] scores = {4, 1, 2, 3, 5, 5};
    double[] labels = {0, 0, 1, 1, 1, 0};
    // in order of score: 0, then 1 1 0 pooled to 2/3, then the tie's 1/2 pooled with them
    assertThat(Isotonic.fit(scores, labels)).containsExactly(0.6, 0, 0.6, 0.6, 0.6, 0.6);
  }

  @Test
  void leavesWhatRisesAlready() {
    assertThat(Isotonic.fit(new double[] {.1, .9, .5}, new double[] {0, 1, 0}))
        .containsExactly(0, 1, 0);
    assertThat(Isotonic.fit(new double[0], new double[0])).isEmpty();
  }
}
