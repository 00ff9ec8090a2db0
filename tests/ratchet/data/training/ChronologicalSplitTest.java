package ratchet.data.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ratchet.data.training.ChronologicalSplit.Cut;
import ratchet.data.training.ChronologicalSplit.LabelTiming;
import ratchet.data.training.ChronologicalSplit.Part;
import ratchet.model.ModelName;

class ChronologicalSplitTest {
  private static final LabelTiming NONE = new LabelTiming(Duration.ZERO, Duration.ZERO);
  private static final long START_MS = 1_800_000_000_000L;
  private static final Duration HOUR = Duration.ofMinutes(60);

  private final TrainingSet set = aMinuteApart(1_000);

  @Test
  void holdsOutTheLastFifth() {
    ChronologicalSplit split = ChronologicalSplit.of(set, NONE);
    assertThat(split.holdout()).isEqualTo(IntStream.range(800, 1_000).toArray());
    assertThat(split.holdoutFromMs()).isEqualTo(set.decisionMs()[800]);
    assertThat(split.train()).isEqualTo(IntStream.range(0, 800).toArray());
    assertThat(split.purged()).isEmpty();
  }

  @Test
  void purgesRowsWhoseWindowReachesPastTheEmbargo() {
    ChronologicalSplit split =
        ChronologicalSplit.of(set, new LabelTiming(HOUR, Duration.ofMinutes(10)));
    // a row a minute: 60 minutes of window and 10 of embargo before row 800; equality is allowed
    assertThat(split.train()).isEqualTo(IntStream.rangeClosed(0, 730).toArray());
    assertThat(split.purged()).isEqualTo(IntStream.range(731, 800).toArray());
    assertThat(split.trainToMs()).isEqualTo(set.decisionMs()[730] + 1);
  }

  @Test
  void purgesALabelThatCameLaterThanTheWindow() {
    TrainingSet late = aMinuteApart(1_000);
    late.labelEndMs()[3] = late.decisionMs()[900];
    assertThat(ChronologicalSplit.of(late, NONE).purged()).containsExactly(3);
  }

  @Test
  void oneInstantIsNeverOnBothSides() {
    TrainingSet tied = aMinuteApart(1_000);
    Arrays.fill(tied.decisionMs(), 790, 810, tied.decisionMs()[790]);
    ChronologicalSplit split = ChronologicalSplit.of(tied, NONE);
    assertThat(split.holdout()[0]).isEqualTo(790);
    assertThat(split.holdout()).hasSize(210);
  }

  @Test
  void rowsOfOneInstantAreAllHeldOut() {
    TrainingSet tied = aMinuteApart(100);
    Arrays.fill(tied.decisionMs(), tied.decisionMs()[0]);
    ChronologicalSplit split = ChronologicalSplit.of(tied, NONE);
    assertThat(split.holdout()).hasSize(100);
    assertThat(split.train()).isEmpty();
  }

  @Test
  void aRowsOwnTimesTellItsPart() {
    TrainingSet tied = aMinuteApart(1_000);
    Arrays.fill(tied.decisionMs(), 790, 810, tied.decisionMs()[790]);
    tied.labelEndMs()[3] = tied.decisionMs()[900];
    LabelTiming timing = new LabelTiming(HOUR, Duration.ofMinutes(10));
    ChronologicalSplit split = ChronologicalSplit.of(tied, timing);
    Cut cut = Cut.of(tied.decisionMs()[(int) ChronologicalSplit.firstHeldOut(1_000)], timing);
    assertThat(cut.holdoutFromMs()).isEqualTo(split.holdoutFromMs());
    assertThat(rows(tied, cut, Part.TRAIN)).isEqualTo(split.train()).isNotEmpty();
    assertThat(rows(tied, cut, Part.PURGED)).isEqualTo(split.purged()).isNotEmpty();
    assertThat(rows(tied, cut, Part.HOLDOUT)).isEqualTo(split.holdout()).isNotEmpty();
  }

  private static int[] rows(TrainingSet set, Cut cut, Part part) {
    return IntStream.range(0, set.size())
        .filter(row -> cut.part(set.decisionMs()[row], set.labelEndMs()[row]) == part)
        .toArray();
  }

  @Test
  void walkForwardFoldsLieWithinTheTrainingRowsAndAfterWhatTheyAreFittedOn() {
    LabelTiming hour = new LabelTiming(HOUR, Duration.ZERO);
    ChronologicalSplit split = ChronologicalSplit.of(set, hour);
    List<ChronologicalSplit> folds = split.walkForward(set, hour);
    assertThat(folds).hasSize(5);
    for (ChronologicalSplit fold : folds) {
      assertThat(Arrays.stream(fold.holdout()).max().getAsInt())
          .isLessThanOrEqualTo(Arrays.stream(split.train()).max().getAsInt());
      long lastLabelMs =
          set.decisionMs()[Arrays.stream(fold.train()).max().getAsInt()] + HOUR.toMillis();
      assertThat(lastLabelMs).isLessThanOrEqualTo(fold.holdoutFromMs());
    }
    assertThat(folds.stream().mapToInt(fold -> fold.holdout().length).sum())
        .isEqualTo(split.train().length - split.train().length / 6);
  }

  @Test
  void everyModelIsSplitByItsOwnTiming() {
    for (ModelName model : ModelName.values()) {
      LabelTiming timing = LabelTiming.of(model);
      assertThat(timing.embargo()).isPositive();
      TrainingSet own = aMinuteApart(model, 10_000);
      ChronologicalSplit split = ChronologicalSplit.of(own);
      long apartMs = timing.window().plus(timing.embargo()).toMillis();
      assertThat(split.purged()).hasSize((int) (apartMs / 60_000) - 1);
      assertThat(split.holdoutFromMs() - split.trainToMs() + 1).isEqualTo(apartMs);
    }
  }

  private static TrainingSet aMinuteApart(int rows) {
    return aMinuteApart(ModelName.RUGGUARD, rows);
  }

  private static TrainingSet aMinuteApart(ModelName model, int rows) {
    long[] decisionMs = new long[rows];
    Arrays.setAll(decisionMs, row -> START_MS + row * 60_000L);
    String[] keys = new String[rows];
    Arrays.setAll(keys, row -> "mint" + row);
    return new TrainingSet(
        model,
        List.of(),
        List.of(),
        List.of(),
        decisionMs,
        Arrays.stream(decisionMs).map(ms -> ms + 1_000).toArray(),
        List.of(keys),
        new double[0][],
        new double[0][],
        new double[0][],
        Map.of("decisions", (long) rows),
        Instant.ofEpochMilli(START_MS),
        Instant.ofEpochMilli(START_MS + rows * 60_000L));
  }
}
