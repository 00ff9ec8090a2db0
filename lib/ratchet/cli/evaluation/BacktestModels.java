package ratchet.cli.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import ratchet.backtest.ReplayModels;
import ratchet.features.LoadedModel;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.store.ModelPaths;

/**
 * The models of both sides of a backtest. The champion side has the live versions. The candidate
 * side has one model replaced, or, if none is chosen, the models that {@code <MODEL>_MODEL_PATH}
 * names, or else every candidate file that exists.
 *
 * @param model the model to replace, if one is chosen
 * @param file its candidate, if it is not the file of the trainer
 */
public record BacktestModels(
    ModelPaths paths,
    Optional<ModelName> model,
    Optional<Path> file,
    Map<String, String> environment) {
  /** Both sides; a model that has no live version is the candidate on both. */
  public record Sides(ReplayModels candidate, ReplayModels champion) {}

  /**
   * Loads the models.
   *
   * @param useAlpha whether alpha picks the mints; it always does when alpha is replaced
   * @throws InputException when a file is missing or does not load, or there is no model at all
   */
  public Sides load(boolean useAlpha) {
    Map<ModelName, LoadedModel> champion = new EnumMap<>(ModelName.class);
    Map<ModelName, LoadedModel> candidate = new EnumMap<>(ModelName.class);
    for (ModelName name : ModelName.all()) {
      Path alias = paths.alias(name);
      if (Files.exists(alias)) {
        champion.put(name, load(name, alias));
      }
      challenger(name).ifPresent(path -> candidate.put(name, load(name, path)));
    }
    if (champion.isEmpty() && candidate.isEmpty()) {
      throw new InputException(
          "there is no model in " + paths.directory(), "train one first, or correct --models-dir");
    }
    boolean picks = useAlpha || isAlphaInQuestion(champion, candidate);
    if (picks
        && !champion.containsKey(ModelName.ALPHA)
        && !candidate.containsKey(ModelName.ALPHA)) {
      throw new InputException(
          "--use-alpha requires an alpha model, and there is none in " + paths.directory(),
          "run train_alpha first");
    }
    Map<ModelName, LoadedModel> ours = new EnumMap<>(champion);
    ours.putAll(candidate);
    Map<ModelName, LoadedModel> theirs = new EnumMap<>(ours);
    theirs.putAll(champion);
    return new Sides(new ReplayModels(ours, picks), new ReplayModels(theirs, picks));
  }

  /** Whether alpha is replaced, by name or by another file in the environment. */
  private boolean isAlphaInQuestion(
      Map<ModelName, LoadedModel> champion, Map<ModelName, LoadedModel> candidate) {
    if (model.isPresent() || !isNamedByEnvironment()) {
      return model.equals(Optional.of(ModelName.ALPHA));
    }
    LoadedModel ours = candidate.get(ModelName.ALPHA);
    LoadedModel theirs = champion.get(ModelName.ALPHA);
    return ours != null && (theirs == null || !ours.sha256().equals(theirs.sha256()));
  }

  private boolean isNamedByEnvironment() {
    return ModelName.all().stream().anyMatch(name -> environment.containsKey(variable(name)));
  }

  private Optional<Path> challenger(ModelName name) {
    if (model.isPresent()) {
      return name == model.get()
          ? Optional.of(file.orElseGet(() -> paths.candidate(name)))
          : Optional.empty();
    }
    if (isNamedByEnvironment()) {
      return Optional.ofNullable(environment.get(variable(name))).map(Path::of);
    }
    return Optional.of(paths.candidate(name)).filter(Files::exists);
  }

  private static String variable(ModelName name) {
    return name.name() + "_MODEL_PATH";
  }

  private static LoadedModel load(ModelName name, Path path) {
    try {
      return LoadedModel.load(name, Files.readAllBytes(path));
    } catch (ModelFormatException e) {
      throw e.in(path.toString());
    } catch (IOException e) {
      throw new InputException(
          path + " cannot be read: " + e.getMessage(),
          "train " + name.id() + " first, or name the file with --candidate",
          e);
    }
  }
}
