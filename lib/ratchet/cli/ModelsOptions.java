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

  /** The value on the command line, if any. */
  Optional<Path> asked() {
    return Optional.ofNullable(directory);
  }

  /** The folder, which need not exist. */
  public Path directory() {
    return Path.of(value().text());
  }

  /**
   * The folder, for commands that read it.
   *
   * @throws InputException when it does not exist
   */
  public Path existing() {
    Settings.Value value = value();
    Path folder = Path.of(value.text());
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          "the models folder " + folder + " does not exist (from " + value.source() + ")",
          "name it with --models-dir, or in ratchet.properties: MODELS_DIR=models");
    }
    return folder;
  }

  /**
   * The folder, for commands that write candidates into it.
   *
   * @param create whether it may be created, because the user gave {@code --create}
   * @throws InputException when it does not exist and may not be created
   */
  public Path writable(boolean create) {
    boolean agreed = create || directory == null && Settings.here().isProject();
    return agreed ? directory() : existingOrHint();
  }

  private Path existingOrHint() {
    try {
      return existing();
    } catch (InputException e) {
      throw new InputException(e.getMessage(), e.remedy() + "; --create creates it", e);
    }
  }

  /** The argument that a trainer requires here: {@code --create} with a leading blank, or none. */
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
