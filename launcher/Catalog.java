package launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the commands of {@code jbang-catalog.json} and the main class of each. */
final class Catalog {
  private static final Pattern CLASS =
      Pattern.compile("(?m)^(?:public )?(?:final )?class ([A-Za-z0-9_]+)");

  private Catalog() {}

  /**
   * @param name the alias
   * @param script its path within the repository
   * @param options options of its JVM
   */
  record Command(String name, String script, String mainClass, List<String> options) {
    Command {
      options = List.copyOf(options);
    }
  }

  /** The commands whose script exists. The library alias is not a command. */
  static List<Command> commands(Path repository) throws IOException {
    Path file = repository.resolve("jbang-catalog.json");
    Object aliases = map(JsonText.parse(Files.readString(file))).get("aliases");
    List<Command> commands = new ArrayList<>();
    for (var alias : map(aliases).entrySet()) {
      Map<String, Object> fields = map(alias.getValue());
      String reference = String.valueOf(fields.get("script-ref"));
      Path script = repository.resolve(reference);
      if (Files.isRegularFile(script) && !script.startsWith(repository.resolve("lib"))) {
        Object options = Objects.requireNonNullElse(fields.get("runtime-options"), List.of());
        List<String> words = ((List<?>) options).stream().map(String::valueOf).toList();
        commands.add(new Command(alias.getKey(), reference, mainClass(script), words));
      }
    }
    return commands;
  }

  private static String mainClass(Path script) throws IOException {
    Matcher matcher = CLASS.matcher(Files.readString(script));
    if (!matcher.find()) {
      throw new Failure(1, script + " declares no class", "a command's class begins a line");
    }
    return matcher.group(1);
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> fields) {
      fields.forEach((name, field) -> map.put(String.valueOf(name), field));
    }
    return map;
  }
}
