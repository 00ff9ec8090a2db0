package ratchet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.model.ModelName;
import ratchet.store.FileTrust;

/**
 * Values for options that are not given: from the environment, then from {@code ratchet.properties}
 * (or {@code .env}) in the current folder or the nearest above it, then the defaults in the
 * checkout. They do not depend on how the command was started.
 */
public final class Settings {
  private static final String HOME = "RATCHET_HOME";

  /** Options that locate files or runtimes; {@code --verbose} prints their values and sources. */
  public interface Located {
    /** One line each, e.g. {@code models: /srv/bot/models (from MODELS_DIR)}. */
    List<String> locations();

    /**
     * The arguments for a next command with the same options, so that it uses the same files and
     * runtimes, e.g. {@code --alias=fillnet=live.json}.
     */
    default List<String> carried() {
      return List.of();
    }
  }

  /**
   * A value and its source.
   *
   * @param text never blank
   * @param source where it comes from, for messages
   */
  public record Value(String text, String source) {
    /** E.g. {@code models: /srv/bot/models (from MODELS_DIR in /srv/bot/ratchet.properties)}. */
    public String line(String what) {
      return what + ": " + text + " (from " + source + ")";
    }
  }

  private final Map<String, String> environment;
  private final Path folder;
  private final Optional<SettingsFile> file;

  private Settings(Map<String, String> environment, Path folder) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.file = SettingsFile.nearest(folder);
  }

  /** Set by tests, so that they do not depend on files in the checkout. */
  static volatile Settings here;

  /**
   * The settings of this process.
   *
   * @throws ratchet.model.InputException when the file cannot be read or understood
   */
  public static Settings here() {
    Settings found = here;
    if (found == null) {
      found = of(System.getenv(), Path.of(""));
      here = found;
    }
    return found;
  }

  /**
   * Settings for another environment and folder.
   *
   * @param folder where the search for a file starts
   * @throws ratchet.model.InputException when the file cannot be read or understood
   */
  static Settings of(Map<String, String> environment, Path folder) {
    return new Settings(environment, folder);
  }

  /** Whether there is a {@code ratchet.properties} or {@code .env} of a project. */
  public boolean isProject() {
    return file.isPresent();
  }

  /** The first of these names that is set in the environment, else in the file. */
  public Optional<Value> find(List<String> names) {
    for (String name : names) {
      String text = environment.getOrDefault(name, "");
      if (!text.isBlank()) {
        return Optional.of(new Value(text, name));
      }
    }
    for (String name : names) {
      String text = file.map(found -> found.values().get(name)).orElse("");
      if (!text.isBlank()) {
        return Optional.of(new Value(text, name + " in " + file.orElseThrow().file()));
      }
    }
    return Optional.empty();
  }

  /** The default for a path: beside the project's file, else in the checkout, else here. */
  public Value fallback(String path) {
    if (file.isPresent()) {
      Path beside = file.orElseThrow().file().resolveSibling(path);
      return new Value(beside.toString(), "the default, beside " + file.orElseThrow().file());
    }
    return checkout()
        .map(home -> new Value(home.resolve(path).toString(), "the default, in the checkout"))
        .orElseGet(() -> new Value(path, "the default, in the current folder"));
  }

  /** The environment with what the file adds to it. */
  public Map<String, String> environment() {
    Map<String, String> all = new HashMap<>();
    file.ifPresent(found -> all.putAll(found.values()));
    all.putAll(environment);
    return all;
  }

  /** The reload addresses of a model; empty where it has none. */
  public Optional<Value> reloadUrl(ModelName model) {
    String name = model.environmentName("RELOAD_URL");
    if (environment().containsKey(name)) {
      return find(List.of(name)); // empty text: none
    }
    return model.defaultReloadUrl().map(url -> new Value(url, "the default"));
  }

  /** The files and runtimes that commands use, by name, with their sources. */
  public static Map<String, Value> taken(DatabaseOptions database, ModelsOptions models) {
    Map<String, Value> taken = new LinkedHashMap<>();
    taken.put("database", database.value());
    taken.put("models", models.value());
    for (ModelName model : ModelName.all()) {
      here().reloadUrl(model).ifPresent(url -> taken.put("reload " + model.id(), url));
      here()
          .find(List.of(model.environmentName("ALIAS")))
          .ifPresent(alias -> taken.put("alias " + model.id(), alias));
    }
    return taken;
  }

  private Optional<Path> checkout() {
    String told = environment.getOrDefault(HOME, "");
    if (!told.isBlank()) {
      return Optional.of(Path.of(told));
    }
    Path above = folder.toAbsolutePath().normalize();
    while (above != null && !isCheckout(above)) {
      above = above.getParent();
    }
    return Optional.ofNullable(above);
  }

  /** Whether it is a checkout that no other user may have put there, as into {@code /tmp}. */
  private static boolean isCheckout(Path folder) {
    Path library = folder.resolve("lib");
    return Files.isRegularFile(library.resolve("Ratchet.java"))
        && !FileTrust.mayBeFromAnyUser(library);
  }
}
