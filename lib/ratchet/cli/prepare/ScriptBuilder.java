package ratchet.cli.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.store.FileTrust;

/**
 * Resolves and compiles every script of a catalog, so that later runs start fast and need no
 * network. With {@code jbangw} there is one build of all commands and one of the tests; otherwise
 * JBang builds each alias.
 */
public final class ScriptBuilder {
  private static final String CATALOG = "jbang-catalog.json";

  private ScriptBuilder() {}

  /**
   * The command lines by which JBang builds everything.
   *
   * @param catalog its file; if empty, it is searched in this folder and above
   * @throws InputException for a catalog that does not exist or cannot be read
   */
  public static List<List<String>> throughJbang(Optional<Path> catalog) {
    Path found = catalog.orElseGet(ScriptBuilder::nearestCatalog);
    return aliases(found).stream()
        .map(alias -> List.of("jbang", "build", alias + "@" + found))
        .toList();
  }

  /** The command lines by which {@code jbangw} builds everything. */
  public static List<List<String>> throughLauncher(String jbangw) {
    return List.of(List.of(jbangw, "--build"), List.of(jbangw, "--build", "test"));
  }

  private static Path nearestCatalog() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isRegularFile(folder.resolve(CATALOG))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new InputException("no " + CATALOG + " here or above", "name one with --catalog");
    }
    Path found = folder.resolve(CATALOG);
    if (FileTrust.mayBeFromAnyUser(found)) {
      throw new InputException(
          found + " names scripts to build, and any user may have written it",
          "run from another folder, or name the catalog with --catalog");
    }
    return found;
  }

  private static List<String> aliases(Path catalog) {
    List<String> names = new ArrayList<>();
    try {
      JsonNode aliases = Json.read(Files.readAllBytes(catalog)).path("aliases");
      aliases.fieldNames().forEachRemaining(names::add);
      names.remove("library"); // not a command
      names.remove("train_on_spark"); // fetches 240 MB when somebody trains on Spark
      return names;
    } catch (IOException e) {
      throw new InputException(
          "cannot read " + catalog + ": " + e.getMessage(), "name one with --catalog", e);
    } catch (MalformedJsonException e) {
      throw new InputException(catalog + " " + e.getMessage(), "name another with --catalog", e);
    }
  }

  /**
   * Runs one of these command lines; its output goes to stderr.
   *
   * @throws InputException when it fails
   */
  public static void run(List<String> command) throws InterruptedException {
    String line = String.join(" ", command);
    int exit;
    try {
      exit =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start()
              .waitFor();
    } catch (IOException e) {
      throw new InputException("cannot run " + line + ": " + e.getMessage(), "install jbang", e);
    }
    if (exit != 0) {
      throw new InputException(
          line + " ended with exit " + exit,
          "see the output above; the first build needs the network, or a complete Maven"
              + " repository");
    }
  }
}
