package ratchet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import ratchet.model.InputException;

/** The {@code --models-dir} option: the folder of candidates, aliases, history and ledger. */
public final class ModelsOptions implements Settings.Located {
  private static final String VARIABLE = "MODELS_DIR";

  @Option(
      names = "--models-dir",
      paramLabel = "DIR",
      description =
          "Folder of candidates, aliases, history and ledger (env MODELS_DIR, or"
              + " ratchet.properties; default: models).")
  private Path directory;

  /** What the command line itself says. */
  Optional<Path> asked() {
    return Optional.ofNullable(directory);
  }

  /** The folder, whether it is there or not. */
  public Path directory() {
    return Path.of(value().text());
  }

  /**
   * The folder, for who reads it.
   *
   * @throws InputException when it is not there
   */
  public Path existing() {
    Settings.Value value = value();
    Path folder = Path.of(value.text());
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          "the models folder " + folder + " does not exist (from " + value.source() + ")",
          "name it with --models-dir, or once for all in ratchet.properties: MODELS_DIR=models");
    }
    return folder;
  }

  /**
   * The folder, for who writes candidates into it: it is there, or it may be made.
   *
   * @param create whether the user asked for a new one
   * @throws InputException when it is not there and nobody said that it should be
   */
  public Path writable(boolean create) {
    boolean agreed = create || directory == null && Settings.here().isProject();
    return agreed ? directory() : existingOrHint();
  }

  private Path existingOrHint() {
    try {
      return existing();
    } catch (InputException e) {
      throw new InputException(e.getMessage(), e.remedy() + "; --create makes it", e);
    }
  }

  /** What a trainer needs behind its name here: {@code --create}, or nothing. */
  public static String create() {
    Path folder = new ModelsOptions().directory();
    return Files.isDirectory(folder) || Settings.here().isProject() ? "" : " --create";
  }

  @Override
  public List<String> locations() {
    return List.of(value().line("models"));
  }

  /** The folder and where its name comes from. */
  public Settings.Value value() {
    if (directory != null) {
      return new Settings.Value(directory.toString(), "--models-dir");
    }
    Settings settings = Settings.here();
    return settings.find(List.of(VARIABLE)).orElseGet(() -> settings.fallback("models"));
  }
}
