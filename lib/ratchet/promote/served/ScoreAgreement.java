package ratchet.promote.served;

import java.util.List;
import ratchet.data.log.LoggedScores;
import ratchet.features.LoadedModel;
import ratchet.features.Score;

/**
 * How an alpha model's scores of logged features agree with what was answered on them.
 *
 * @param rows that could be compared: of a horizon that the model has
 * @param disagreeing of these, those that differ by more than {@link #TOLERANCE}
 * @param largest difference
 */
public record ScoreAgreement(int rows, int disagreeing, double largest) {
  /** The same sum in another order differs by less; another model by more. */
  public static final double TOLERANCE = 1e-9;

  public static ScoreAgreement of(LoadedModel alpha, List<LoggedScores.Row> logged) {
    int rows = 0;
    int disagreeing = 0;
    double largest = 0;
    for (LoggedScores.Row row : logged) {
      Score.Alpha scores = (Score.Alpha) alpha.scorer().score(row.features());
      Double own = scores.byHorizon().get(row.horizon());
      if (own != null) {
        double difference = Math.abs(own - row.score());
        rows++;
        disagreeing += difference > TOLERANCE ? 1 : 0;
        largest = Math.max(largest, difference);
      }
    }
    return new ScoreAgreement(rows, disagreeing, largest);
  }

  /** Whether there was something to compare, and all of it agrees. */
  public boolean agrees() {
    return rows > 0 && disagreeing == 0;
  }
}
