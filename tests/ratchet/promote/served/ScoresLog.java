package ratchet.promote.served;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.data.sqlite.Database;
import ratchet.features.GoldenInputs;
import ratchet.features.LoadedModel;
import ratchet.features.Score;
import ratchet.model.AlphaModel;
import ratchet.model.Metrics;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;

/** A database in which an alpha ranker logs what it answers, and models that it may answer with. */
public final class ScoresLog {
  private static final List<String> NAMES =
      List.of(
          "bias",
          "flow_norm",
          "lp_norm",
          "uniques_norm",
          "spread_inv",
          "age_inv",
          "rug_inv",
          "author_quality_mean",
          "author_quality_top",
          "author_mentions_norm",
          "lunar_boost");

  private final Path file;

  public ScoresLog(Path file) {
    this.file = file;
    Database.openReadWrite(file).close();
  }

  public Path file() {
    return file;
  }

  /** A model of its own for each number, created so many seconds after noon. */
  public static byte[] model(int number) {
    ModelHeader header =
        new ModelHeader(
            Instant.parse("2026-03-01T12:00:00Z").plusSeconds(number),
            "ok",
            NAMES,
            new Metrics(Map.of("auc_10m", 0.7)),
            Map.of("train_size", 1000L),
            List.of(),
            List.of(),
            Optional.empty());
    List<Double> weights =
        List.of(0.1 * number, 0.5, -0.3, 0.2, 0.1, 0.0, 0.4, -0.2, 0.3, 0.2, 1.0);
    return ModelWriter.write(GoldenInputs.stamp(alpha(header, weights)));
  }

  private static AlphaModel alpha(ModelHeader header, List<Double> weights) {
    AlphaModel.Horizon horizon =
        new AlphaModel.Horizon(weights, "ok", header.metrics(), Map.of("train_size", 1000L));
    return new AlphaModel(header, Map.of("10m", horizon, "60m", horizon));
  }

  /** Three horizons of one decision, answered by the model. */
  public void answer(byte[] model, long ms, double lpNorm) {
    LoadedModel alpha = LoadedModel.load(ModelName.ALPHA, model);
    double[] features = {1, 0.5, lpNorm, 0.25, 0.9, 0.125, 0.75, 0.5, 0.5, 0.25, 0.1};
    Map<String, Double> scores = ((Score.Alpha) alpha.scorer().score(features)).byHorizon();
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < features.length; i++) {
      json.append(i == 0 ? "\"" : ",\"").append(NAMES.get(i)).append("\":").append(features[i]);
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO scores VALUES (?,'m',?,?,?)")) {
      connection.setAutoCommit(false);
      for (Map.Entry<String, Double> score : scores.entrySet()) {
        insert.setLong(1, ms);
        insert.setString(2, score.getKey());
        insert.setDouble(3, score.getValue());
        insert.setString(4, json + "}");
        insert.executeUpdate();
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
