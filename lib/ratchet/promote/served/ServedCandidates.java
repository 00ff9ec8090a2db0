package ratchet.promote.served;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.data.log.LoggedScores;
import ratchet.data.sqlite.Database;
import ratchet.features.LoadedModel;
import ratchet.features.Score;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.ModelReader;
import ratchet.promote.target.ReloadMetrics;
import ratchet.promote.target.ReloadTargets;
import ratchet.store.AliasReader;
import ratchet.store.ModelPaths;

/**
 * Finds runtimes that serve a candidate which was never promoted. By default the services read the
 * candidates' file names: in one shared folder, a file that a trainer writes is served before any
 * gate.
 *
 * <p>The served version is found from the metrics (digest or {@code created}), and for alpha from
 * its last logged scores. It changes nothing and never fails: a runtime or file that cannot be read
 * is skipped.
 */
public final class ServedCandidates {
  private static final int LATEST_SCORES = 30;
  private static final int CONNECT_TIMEOUT_MS = 300;
  private static final int READ_TIMEOUT_MS = 2_000;
  private static final int MAX_BYTES = 1024 * 1024;

  private final ModelPaths paths;
  private final Map<String, String> environment;
  private final Map<ModelName, List<URI>> targets;
  private final LogFiles database;

  /**
   * Candidates and runtimes to check.
   *
   * @param environment read for the metrics addresses
   * @param targets reload addresses by model
   * @param database the files with the scores that alpha logged; need not exist
   */
  public ServedCandidates(
      ModelPaths paths,
      Map<String, String> environment,
      Map<ModelName, List<URI>> targets,
      LogFiles database) {
    this.paths = paths;
    this.environment = Map.copyOf(environment);
    this.targets = Map.copyOf(targets);
    this.database = database;
  }

  /** With the reload addresses of the environment, else the default ones. */
  public static ServedCandidates of(
      ModelPaths paths,
      Map<String, String> environment,
      List<ModelName> models,
      LogFiles database) {
    Map<ModelName, List<URI>> targets = new EnumMap<>(ModelName.class);
    models.forEach(model -> targets.put(model, ReloadTargets.of(model, environment, Map.of())));
    return new ServedCandidates(paths, environment, targets, database);
  }

  /** One sentence per runtime that serves an unpromoted candidate, with the remedy. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (ModelName model : targets.keySet()) {
      unpromoted(model).ifPresent(candidate -> warnings.addAll(warnings(model, candidate)));
    }
    return warnings;
  }

  private List<String> warnings(ModelName model, LoadedModel candidate) {
    List<String> warnings = new ArrayList<>();
    List<URI> urls = targets.get(model);
    Map<URI, URI> metrics = ReloadTargets.metrics(model, urls, environment);
    for (URI url : urls) {
      URI page = metrics.getOrDefault(url, url.resolve("/metrics"));
      if (isServed(candidate, read(model, page), model)) {
        warnings.add(warning(model, "the runtime at " + url + " serves"));
      }
    }
    if (model == ModelName.ALPHA && isLogged(candidate)) {
      warnings.add(warning(model, "the last scores in " + database + " are those of"));
    }
    return warnings;
  }

  private String warning(ModelName model, String who) {
    return who
        + " "
        + paths.candidate(model)
        + ", which was never promoted: a runtime that reads the candidate's file serves every"
        + " training at once. Train into another folder (--models-dir), and set the runtime's file"
        + " with "
        + model.environmentName("ALIAS")
        + " (README, 'Beside existing services')";
  }

  /** The candidate; empty when it does not load or was live before. */
  private Optional<LoadedModel> unpromoted(ModelName model) {
    try {
      Path file = paths.candidate(model);
      if (!Files.isRegularFile(file) || Files.size(file) > ModelReader.MAX_BYTES) {
        return Optional.empty();
      }
      LoadedModel candidate = LoadedModel.load(model, Files.readAllBytes(file));
      AliasReader store = new AliasReader(paths);
      boolean wasLive =
          store.liveSha256(model).filter(candidate.sha256()::equals).isPresent()
              || store.archived(model, candidate.sha256()).isPresent();
      return wasLive ? Optional.empty() : Optional.of(candidate);
    } catch (IOException | InputException e) {
      return Optional.empty(); // the command that uses that file reports what is wrong with it
    }
  }

  /** Only the digest distinguishes two models that were created in the same second. */
  private boolean isServed(LoadedModel candidate, ReloadMetrics served, ModelName model) {
    if (served.sha256().isPresent()) {
      return served.sha256().get().equals(candidate.sha256());
    }
    long created = candidate.file().header().created().getEpochSecond();
    return served.epochSeconds().isPresent()
        && served.epochSeconds().getAsLong() == created
        && live(model).map(alias -> alias.file().header().created().getEpochSecond()).orElse(-1L)
            != created;
  }

  private boolean isLogged(LoadedModel candidate) {
    if (!database.exist()) {
      return false;
    }
    try {
      return Database.read(
          database,
          opened -> {
            opened.requireTables("scores");
            return opened.parts().stream().anyMatch(part -> isLogged(candidate, part));
          });
    } catch (InputException e) {
      return false; // the command that uses the database reports what is wrong with it
    }
  }

  private boolean isLogged(LoadedModel candidate, Database file) {
    List<LoggedScores.Row> rows = LoggedScores.latest(file, LATEST_SCORES);
    return ScoreAgreement.of(candidate, rows).agrees()
        && live(ModelName.ALPHA).filter(alias -> ScoreAgreement.of(alias, rows).agrees()).isEmpty();
  }

  private Optional<LoadedModel> live(ModelName model) {
    try {
      return new AliasReader(paths).live(model).map(bytes -> LoadedModel.load(model, bytes));
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a metrics page; unknown where there is none. It uses the client of the JDK, so that a
   * trainer does not load another one; it sends no token and follows no redirect.
   */
  private static ReloadMetrics read(ModelName model, URI page) {
    try {
      HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
      connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
      connection.setReadTimeout(READ_TIMEOUT_MS);
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        return ReloadMetrics.UNKNOWN;
      }
      try (InputStream body = connection.getInputStream()) {
        return ReloadMetrics.read(model, body.readNBytes(MAX_BYTES));
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return ReloadMetrics.UNKNOWN; // nothing serves there
    }
  }

  /**
   * A comparison of logged alpha scores with the scores of a model on the logged features.
   *
   * @param rows how many could be compared: those of a horizon that the model has
   * @param disagreeing how many of these differ by more than {@link #TOLERANCE}
   * @param largest the largest absolute difference
   */
  public record ScoreAgreement(int rows, int disagreeing, double largest) {
    /** 1e-9: more than rounding in another order of summation, less than between two models. */
    public static final double TOLERANCE = 1e-9;

    /** Scores the logged features with the model and compares. */
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

    /** Whether at least one row was compared and none disagrees. */
    public boolean agrees() {
      return rows > 0 && disagreeing == 0;
    }
  }
}
