package ratchet.promote.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.data.training.TrainingSet;
import ratchet.features.Features;
import ratchet.gate.RowSchema;
import ratchet.model.ModelName;
import ratchet.promote.evidence.UnseenRows.RowSlices;

class RowSlicesTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-02-28T00:00:00Z");
  private static final int[] ROWS = IntStream.range(0, 300).toArray();

  /** Whatever a book may ask for is there, and no row is in no part. */
  @ParameterizedTest
  @EnumSource
  void rowsArePartedByWhateverABookMayName(ModelName model) {
    TrainingSet set = rows(model);
    for (String by : RowSchema.slices(model)) {
      assertThat(sizes(by, set).values().stream().mapToLong(Long::longValue).sum())
          .as(by)
          .isEqualTo(ROWS.length);
    }
  }

  @Test
  void aDayIsOneOfTheCalendarInUtc() {
    assertThat(sizes("day", rows(ModelName.ALPHA)))
        .containsOnly(
            Map.entry("2026_02_28", 144L),
            Map.entry("2026_03_01", 144L),
            Map.entry("2026_03_02", 12L));
  }

  @Test
  void anAttemptTellsItsRouteAndItsSource() {
    TrainingSet set = rows(ModelName.FILLNET);
    assertThat(sizes("route", set)).containsOnlyKeys("jupiter_v6", "raydium");
    assertThat(sizes("source", set)).containsOnlyKeys("exec", "sim");
  }

  @Test
  void aFeatureGivesThirds() {
    assertThat(sizes("lp_norm", rows(ModelName.RUGGUARD)))
        .containsOnly(Map.entry("low", 100L), Map.entry("middle", 100L), Map.entry("high", 100L));
  }

  @Test
  void equalValuesStayTogether() {
    TrainingSet set = rows(ModelName.RUGGUARD);
    Arrays.fill(set.features()[set.featureNames().indexOf("lp_norm")], 0.5);
    assertThat(sizes("lp_norm", set)).containsOnly(Map.entry("low", 300L));
    assertThat(RowSlices.by("lp_norm", set, new int[0]).apply(0)).isEqualTo("middle");
  }

  @Test
  void refusesWhatTheRowsDoNotTell() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sizes("moon", rows(ModelName.SURVIVAL)))
        .withMessage("rows of survival have no slices by moon");
  }

  private static Map<String, Long> sizes(String by, TrainingSet set) {
    IntFunction<String> slice = RowSlices.by(by, set, ROWS);
    return Arrays.stream(ROWS)
        .mapToObj(slice)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** A row every ten minutes; each feature goes through a hundred values, again and again. */
  private static TrainingSet rows(ModelName model) {
    List<String> names = Features.of(model).names();
    double[][] features = new double[names.size()][ROWS.length];
    long[] decisions = new long[ROWS.length];
    String[] keys = new String[ROWS.length];
    for (int row : ROWS) {
      for (double[] feature : features) {
        feature[row] = row % 100 / 100.0 + row * 1e-6;
      }
      decisions[row] = MIDNIGHT.plus(Duration.ofMinutes(10L * row)).toEpochMilli();
      String route = row % 3 == 0 ? "Jupiter-v6" : "raydium";
      keys[row] = (row % 2 == 0 ? "exec:" : "sim:") + "order" + row + ":" + route;
    }
    return new TrainingSet(
        model,
        List.of(),
        List.of(),
        names,
        decisions,
        decisions,
        List.of(keys),
        new double[0][],
        new double[0][],
        features,
        Map.of(),
        MIDNIGHT,
        MIDNIGHT);
  }
}
