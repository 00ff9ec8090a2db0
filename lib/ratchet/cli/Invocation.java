package ratchet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;

/**
 * Writes a command of the toolkit so that the user can run it as printed, in the way in which this
 * one was started: through {@code jbangw}, as an installed app, or by JBang.
 */
final class Invocation {
  private static final String CATALOG = "jbang-catalog.json";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final Pattern APP = Pattern.compile("run '?[a-z_]+@([^\\s']+)");

  /** Names that a shell resolves to its own commands. */
  private static final Set<String> SHELL_WORDS = Set.of("history", "test");

  private static final Set<String> WITHOUT_DATABASE =
      Set.of(
          "history",
          "hold",
          "reload",
          "rollback",
          "serve",
          "compare",
          "anchor",
          "completion",
          "test");
  private static final Set<String> ONE_DATABASE =
      Set.of("seed_training_data", "seed", "demo", "prepare");
  private static final Set<String> WITHOUT_MODELS =
      Set.of(
          "check_training_data",
          "seed_training_data",
          "seed",
          "compare",
          "completion",
          "ope",
          "test");

  private static final Set<String> WITH_ALIAS =
      Set.of(
          "anchor",
          "backtest",
          "history",
          "hold",
          "promote",
          "reload",
          "report",
          "retrain",
          "rollback",
          "serve",
          "watch");
  private static final Set<String> WITH_RELOAD_URL =
      Set.of("promote", "reload", "retrain", "rollback", "watch");

  private final Map<String, String> environment;
  private final Path folder;

  Invocation(Map<String, String> environment, Path folder) {
    this.environment = environment;
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Whether a command has an option that is carried over from the one that ran.
   *
   * @param option one of {@code --db, --skip-unreadable, --models-dir, --alias, --reload-url}
   */
  static boolean takes(String alias, String option) {
    return switch (option) {
      case "--db" -> !WITHOUT_DATABASE.contains(alias);
      case "--skip-unreadable" -> takes(alias, "--db") && !ONE_DATABASE.contains(alias);
      case "--models-dir" -> !WITHOUT_MODELS.contains(alias);
      case "--alias" -> WITH_ALIAS.contains(alias);
      case "--reload-url" -> WITH_RELOAD_URL.contains(alias);
      default -> throw new IllegalArgumentException(option + " is not carried over");
    };
  }

  /** The word, quoted for a shell where necessary. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The command of this name, without its arguments. */
  String of(String alias) {
    String launcher = environment.getOrDefault("RATCHET_COMMAND", "");
    if (!launcher.isBlank()) {
      return quoted(launcher) + " " + alias;
    }
    if (isInstalled(alias)) {
      return alias;
    }
    return registeredCatalog(alias)
        .or(this::catalogOfAnApp)
        .map(catalog -> "jbang " + quoted(alias + "@" + catalog))
        .or(() -> nearestCatalog(alias).map(here -> "jbang " + alias))
        .orElse("jbang " + alias + "@ratchet");
  }

  private Path jbangFolder() {
    String told = environment.getOrDefault("JBANG_DIR", "");
    return told.isBlank() ? Path.of(System.getProperty("user.home"), ".jbang") : Path.of(told);
  }

  private boolean isInstalled(String alias) {
    if (SHELL_WORDS.contains(alias)) {
      return false;
    }
    Path programs = jbangFolder().resolve("bin");
    String path = environment.getOrDefault("PATH", "");
    return Files.isRegularFile(programs.resolve(alias))
        && Arrays.asList(path.split(Pattern.quote(File.pathSeparator)))
            .contains(programs.toString());
  }

  /** The name of a catalog that is registered with JBang and has this alias. */
  private Optional<String> registeredCatalog(String alias) {
    JsonNode catalogs = read(jbangFolder().resolve(CATALOG)).path("catalogs");
    List<String> names = new ArrayList<>();
    catalogs.fieldNames().forEachRemaining(names::add);
    return names.stream()
        .filter(
            name -> {
              String reference = catalogs.path(name).path("catalog-ref").asText();
              return reference.contains("://")
                  ? (name + reference).contains("ratchet")
                  : hasAlias(jbangFolder().resolve(reference), alias);
            })
        .findFirst();
  }

  /** The catalog from which an app of this toolkit was installed. */
  private Optional<String> catalogOfAnApp() {
    Path programs = jbangFolder().resolve("bin");
    for (String name : List.of("promote", "history", "retrain", "check_training_data")) {
      try {
        Path app = programs.resolve(name);
        Matcher from = APP.matcher(Files.isRegularFile(app) ? Files.readString(app) : "");
        if (from.find()) {
          return Optional.of(from.group(1));
        }
      } catch (IOException e) {
        return Optional.empty(); // not readable: then it is no help
      }
    }
    return Optional.empty();
  }

  /** The nearest catalog with this alias, from which JBang takes an alias without a catalog. */
  private Optional<Path> nearestCatalog(String alias) {
    for (Path above = folder; above != null; above = above.getParent()) {
      if (hasAlias(above.resolve(CATALOG), alias)) {
        return Optional.of(above);
      }
    }
    return Optional.empty();
  }

  private static boolean hasAlias(Path catalog, String alias) {
    return read(catalog).path("aliases").has(alias);
  }

  private static JsonNode read(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Json.read(Files.readAllBytes(file))
          : Json.MAPPER.createObjectNode();
    } catch (IOException | MalformedJsonException e) {
      return Json.MAPPER.createObjectNode(); // JBang will say what is wrong with it
    }
  }
}
