package ratchet.data.training;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.data.sqlite.TestDatabase.HOUR;
import static ratchet.data.sqlite.TestDatabase.MINUTE;
import static ratchet.data.sqlite.TestDatabase.T;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.log.DecidedAttempts;
import ratchet.data.log.FeeDecisionReader;
import ratchet.data.log.FeeJoin;
import ratchet.data.log.LoggedDecisions;
import ratchet.data.log.LoggedDecisions.Unmatched;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TestDatabase;
import ratchet.data.sqlite.TimeWindow;
import ratchet.model.ModelName;

/** Fees that follow a training read find what a pass of their own finds. */
class FollowedFeesTest {
  private static final long DAY = 24 * HOUR;

  @TempDir Path folder;
  private TestDatabase rows;

  @BeforeEach
  void emptyDatabase() {
    rows = new TestDatabase(folder);
  }

  private record Found(Unmatched followed, Unmatched completed, LoggedDecisions own) {}

  private Found find(TimeWindow window) {
    try (Database database = Database.openReadOnly(rows.file())) {
      LoggedDecisions own =
          FeeDecisionReader.read(database, window, FeeDecisionReader.ArmValues.NONE);
      FeeJoin join = FeeJoin.read(database, window);
      TrainingReader.forEachRow(
          database, Map.of(ModelName.FILLNET, new Follower(join)), ReadOptions.DEFAULT);
      Unmatched followed = join.unmatched();
      join.complete(database);
      assertThat(join.decisions()).isEqualTo(own.decisions().size());
      return new Found(followed, join.unmatched(), own);
    }
  }

  private record Follower(DecidedAttempts.Listener listener) implements TrainingRowSink {
    @Override
    public void clear() {
      // keeps no row
    }

    @Override
    public void add(
        long decisionMs,
        long labelEndMs,
        byte[] key,
        byte[] mint,
        double[] labels,
        double[] outcomes,
        double[] features) {
      // keeps no row
    }
  }

  private void decide(long ms, double sizeSol) {
    rows.decision(ms, "jito", Math.round(sizeSol * 1e9), 20, 50, 90);
    fee(ms, sizeSol);
  }

  private void fee(long ms, double sizeSol) {
    rows.run(
        "INSERT INTO fee_decisions VALUES (?,7,200000,50,?)",
        ms,
        "{\"ctx\":{\"sizeSol\":" + sizeSol + "},\"armIndex\":0,\"probs\":[0.5,0.5]}");
  }

  private void fill(long ms, double sizeSol) {
    rows.attempt(ms, "jito", "o" + ms, 1, sizeSol * 1e9, "buy", 50, 15);
  }

  @Test
  void aDecisionAfterTheLastAttemptHasAContextAndNoAttempt() {
    decide(T, 0.2);
    fill(T + 500, 0.2);
    decide(T + 700, 0.3);
    fee(T + 900, 0.4);
    Found found = find(TimeWindow.ALL);
    assertThat(found.followed).isEqualTo(new Unmatched(0, 1, 1));
    assertThat(found.completed).isEqualTo(found.own.unmatched()).isEqualTo(found.followed);
  }

  @Test
  void decisionsThatTheReadDoesNotReachTakeAPassOfTheirOwn() {
    decide(T, 0.2);
    fill(T + 500, 0.2);
    decide(T + DAY, 0.3);
    decide(T + 100 * DAY, 0.4);
    fill(T + 100 * DAY + 500, 0.4);
    Found found = find(TimeWindow.ALL);
    assertThat(found.completed).isEqualTo(found.own.unmatched()).isEqualTo(new Unmatched(0, 0, 1));
  }

  @Test
  void decisionsLongBeforeTheFirstAttemptTakeAPassOfTheirOwn() {
    decide(T - 2 * MINUTE, 0.2);
    decide(T, 0.3);
    fill(T + 500, 0.3);
    Found found = find(TimeWindow.ALL);
    assertThat(found.completed).isEqualTo(found.own.unmatched()).isEqualTo(new Unmatched(0, 0, 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBurstIsJoinedAlikeInWhateverOrderItWasWritten(boolean isInOrder) {
    Random random = new Random(7);
    long[] moments = random.longs(60, 0, 5 * MINUTE).sorted().toArray();
    for (int i = 0; i < moments.length; i++) {
      long ms = T + moments[isInOrder ? i : (i * 7) % moments.length];
      // sizes repeat, so that several decisions of a moment could be meant
      double sizeSol = (1 + random.nextInt(4)) / 10.0;
      if (random.nextInt(8) > 0) {
        decide(ms, sizeSol);
      } else {
        fee(ms, sizeSol);
      }
      if (random.nextInt(4) > 0) {
        fill(ms + random.nextInt(3000), sizeSol);
      } else if (random.nextBoolean()) {
        rows.attempt(ms + random.nextInt(3000), "jito", "f" + ms, 0, null, "buy", 90);
      }
    }
    Found all = find(TimeWindow.ALL);
    assertThat(all.followed).isEqualTo(all.completed).isEqualTo(all.own.unmatched());
    assertThat(all.own.unmatched().withoutContext()).isPositive();
    assertThat(all.own.unmatched().withoutAttempt()).isPositive();
    Found some = find(new TimeWindow(T + MINUTE, T + 3 * MINUTE));
    assertThat(some.followed).isEqualTo(some.completed).isEqualTo(some.own.unmatched());
  }
}
