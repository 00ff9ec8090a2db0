package ratchet.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlphaPicksTest {
  private static final long MINUTE = 60_000;

  private final AlphaPicks picks = new AlphaPicks(BacktestRules.standard());

  @Test
  void picksFromTheBarOnAndForTenMinutes() {
    picks.score(0, "low", 0.5199, true);
    picks.score(0, "bar", 0.52, true);
    assertThat(picks.take(0, "low")).isFalse();
    assertThat(picks.take(10 * MINUTE, "bar")).isTrue();
    assertThat(picks.take(10 * MINUTE + 1, "bar")).isFalse();
    assertThat(picks.take(0, "never seen")).isFalse();
  }

  @Test
  void picksNoMoreThanTwelveOfAnHour() {
    for (int i = 0; i < 12; i++) {
      picks.score(i, "good" + i, 0.9, true);
    }
    picks.score(20, "thirteenth", 0.8, true);
    assertThat(picks.take(20, "thirteenth")).isFalse();
    picks.score(21, "better", 0.95, true);
    assertThat(picks.take(21, "better")).isTrue();
    picks.score(60 * MINUTE + 12, "anHourLater", 0.6, true);
    assertThat(picks.take(60 * MINUTE + 12, "anHourLater")).isTrue();
  }

  @Test
  void theLatestScoreOfAMintIsTheOneThatCounts() {
    picks.score(0, "A", 0.9, true);
    picks.score(1, "A", 0.3, true);
    assertThat(picks.take(2, "A")).isFalse();
  }

  @Test
  void countsHowManyPicksTheLogTried() {
    picks.score(0, "A", 0.9, true);
    picks.score(1, "A", 0.8, true);
    picks.score(2, "B", 0.8, true);
    picks.score(3, "before the window", 0.8, false);
    picks.take(4, "A");
    picks.take(5, "A");
    assertThat(picks.picks()).isEqualTo(2);
    assertThat(picks.tried()).isEqualTo(1);
  }
}
