package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ratchet.data.TrainingSet;
import ratchet.model.ModelName;

class ChronologicalSplitTest {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration HOUR = Duration.ofMinutes(60);

  private final TrainingSet set = aMinuteApart(1_000);

  @Test
  void holdsOutTheLastFifth() {
    ChronologicalSplit split = ChronologicalSplit.of(set, NONE, NONE);
    assertThat(split.holdout()).isEqualTo(IntStream.range(800, 1_000).toArray());
    assertThat(split.holdoutFromMs()).isEqualTo(set.decisionMs()[800]);
    assertThat(split.train()).isEqualTo(IntStream.range(0, 800).toArray());
    assertThat(split.purged()).isEmpty();
  }

  @Test
  void purgesRowsWhoseWindowReachesPastTheEmbargo() {
    ChronologicalSplit split = ChronologicalSplit.of(set, HOUR, Duration.ofMinutes(10));
    // a row a minute: 60 minutes of window and 10 of embargo before row 800; equality is allowed
    assertThat(split.train()).isEqualTo(IntStream.rangeClosed(0, 730).toArray());
    assertThat(split.purged()).isEqualTo(IntStream.range(731, 800).toArray());
    assertThat(split.trainToMs()).isEqualTo(set.decisionMs()[730] + 1);
  }

  @Test
  void purgesALabelThatCameLaterThanTheWindow() {
    TrainingSet late = aMinuteApart(1_000);
    late.labelEndMs()[3] = late.decisionMs()[900];
    assertThat(ChronologicalSplit.of(late, NONE, NONE).purged()).containsExactly(3);
  }

  @Test
  void oneInstantIsNeverOnBothSides() {
    TrainingSet tied = aMinuteApart(1_000);
    Arrays.fill(tied.decisionMs(), 790, 810, tied.decisionMs()[790]);
    ChronologicalSplit split = ChronologicalSplit.of(tied, NONE, NONE);
    assertThat(split.holdout()[0]).isEqualTo(790);
    assertThat(split.holdout()).hasSize(210);
  }

  @Test
  void rowsOfOneInstantAreAllHeldOut() {
    TrainingSet tied = aMinuteApart(100);
    Arrays.fill(tied.decisionMs(), tied.decisionMs()[0]);
    ChronologicalSplit split = ChronologicalSplit.of(tied, NONE, NONE);
    assertThat(split.holdout()).hasSize(100);
    assertThat(split.train()).isEmpty();
  }

  @Test
  void walkForwardFoldsLieWithinTheTrainingRowsAndAfterWhatTheyAreFittedOn() {
    ChronologicalSplit split = ChronologicalSplit.of(set, HOUR, NONE);
    List<ChronologicalSplit> folds = split.walkForward(set, HOUR, NONE);
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

  private static TrainingSet aMinuteApart(int rows) {
    TrainingSet set = Sets.of(ModelName.RUGGUARD, rows);
    Arrays.setAll(set.decisionMs(), row -> Sets.START_MS + row * 60_000L);
    Arrays.setAll(set.labelEndMs(), row -> set.decisionMs()[row] + 1_000);
    return set;
  }
}
