package ratchet.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.JsonFields;
import ratchet.model.MalformedJsonException;
import ratchet.model.Resource;

/** Reads a rule file: the user's file or the built-in one. */
public final class RuleFile {
  private RuleFile() {}

  /**
   * @param file the user's file; empty for the built-in one
   * @param beside a class in the package of the built-in file
   * @param resource name of the built-in file
   * @return the fields of the document; a field {@code about} is a comment and is allowed
   * @throws InputException naming the file, if it cannot be read or is not strict JSON
   */
  public static JsonFields load(Optional<Path> file, Class<?> beside, String resource) {
    String source = file.map(Path::toString).orElse(resource);
    try {
      byte[] content =
          file.isPresent() ? Files.readAllBytes(file.get()) : Resource.bytes(beside, resource);
      JsonFields rules =
          new JsonFields(
              Json.read(content),
              (path, problem) ->
                  new InputException(
                      source + (path.isEmpty() ? " " : ": " + path + ": ") + problem,
                      "see the built-in rules for an example"));
      rules.has("about");
      return rules;
    } catch (MalformedJsonException e) {
      throw new InputException(source + " " + e.getMessage(), "fix the file", e);
    } catch (IOException e) {
      throw new InputException(
          source + " cannot be read: " + e.getMessage(), "name a readable file of rules", e);
    }
  }
}
