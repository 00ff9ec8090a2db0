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
 * Which models trade on which side of a backtest. The champion is what the aliases hold. The
 * candidate is the same with the model in question replaced; without one, with whatever {@code
 * <MODEL>_MODEL_PATH} names, else with every candidate file there is.
 *
 * @param model in question
 * @param file its candidate, where it is not the trainer's
 */
public record BacktestModels(
    ModelPaths paths,
    Optional<ModelName> model,
    Optional<Path> file,
    Map<String, String> environment) {
  /** Both sides; a model that production lacks is the candidate's on both. */
  public record Sides(ReplayModels candidate, ReplayModels champion) {}

  /**
   * @param useAlpha whether alpha picks; it always does when it is the model in question
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
          "there is no model in " + paths.directory(), "train one first, or name --models-dir");
    }
    boolean picks = useAlpha || isAlphaInQuestion(champion, candidate);
    if (picks
        && !champion.containsKey(ModelName.ALPHA)
        && !candidate.containsKey(ModelName.ALPHA)) {
      throw new InputException(
          "--use-alpha, and no alpha model in " + paths.directory(), "run train_alpha first");
    }
    Map<ModelName, LoadedModel> ours = new EnumMap<>(champion);
    ours.putAll(candidate);
    Map<ModelName, LoadedModel> theirs = new EnumMap<>(ours);
    theirs.putAll(champion);
    return new Sides(new ReplayModels(ours, picks), new ReplayModels(theirs, picks));
  }

  /** By name, or because the environment names another alpha than production's. */
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
