package ratchet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ratchet.model.InputException;
import ratchet.store.FileTrust;

/**
 * A project's {@code ratchet.properties}, or the {@code .env} of its services: lines {@code
 * NAME=VALUE} with the names of the environment variables. A relative path in it is resolved
 * against the folder of the file.
 *
 * @param values by name
 */
record SettingsFile(Path file, Map<String, String> values) {
  static final String NAME = "ratchet.properties";

  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1");
  private static final Pattern OURS =
      Pattern.compile("MODELS_DIR|SQLITE_DB_PATH|PERSISTENCE_SQLITE_PATH|PROMOTE_[A-Z_]+");
  private static final Pattern PATH = Pattern.compile("[A-Z_]*(_DIR|_PATH|_ALIAS|_FILE|_KEY)");

  SettingsFile {
    values = Map.copyOf(values);
  }

  /**
   * The nearest file, from a folder upwards. An {@code .env} counts only if it has a variable of
   * this toolkit; {@code ratchet.properties} in the same folder takes precedence.
   *
   * @throws InputException for a file that cannot be read, or a line that is not a setting
   */
  static Optional<SettingsFile> nearest(Path start) {
    Path folder = start.toAbsolutePath().normalize();
    for (; folder != null; folder = folder.getParent()) {
      Path own = folder.resolve(NAME);
      if (Files.isRegularFile(own)) {
        return Optional.of(read(own, true));
      }
      Path shared = folder.resolve(".env");
      if (Files.isRegularFile(shared) && Files.isReadable(shared) && isTrusted(shared)) {
        SettingsFile found = read(shared, false);
        if (found.values.keySet().stream().anyMatch(name -> OURS.matcher(name).matches())) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }

  private static SettingsFile read(Path file, boolean strict) {
    if (!isTrusted(file)) {
      throw new InputException(
          file
              + " belongs to another user or is writable by every user, and it names commands to"
              + " run",
          "make it yours (chown, chmod o-w), or run from another folder");
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new InputException(
          "cannot read " + file + ": " + e.getMessage(), "check its permissions", e);
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      Matcher setting = LINE.matcher(line);
      if (setting.matches()) {
        String name = setting.group(1);
        String value = QUOTED.matcher(setting.group(2)).replaceFirst("$2");
        values.put(name, isRelativePath(name, value) ? beside(file, value) : value);
      } else if (strict && !line.isEmpty() && !line.startsWith("#")) {
        throw new InputException(
            file + " line " + (i + 1) + " is not a setting",
            "write NAME=VALUE, or begin the line with #");
      }
    }
    return new SettingsFile(file, values);
  }

  private static boolean isRelativePath(String name, String value) {
    return PATH.matcher(name).matches() && !value.isBlank() && !Path.of(value).isAbsolute();
  }

  private static String beside(Path file, String value) {
    return file.resolveSibling(value).normalize().toString();
  }

  /** Whether file and link belong to this user or root, and not every user may write to it. */
  private static boolean isTrusted(Path file) {
    return FileTrust.isOurs(file) && !FileTrust.isWritableByAll(file);
  }
}
