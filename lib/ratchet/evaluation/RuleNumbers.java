package ratchet.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.model.Resource;

/** The numbers of a book of rules: each is required, and one that nobody reads is a mistake. */
public final class RuleNumbers {
  private final String source;
  private final String path;
  private final JsonNode node;
  private final Set<String> read = new HashSet<>();

  private RuleNumbers(String source, String path, JsonNode node) {
    this.source = source;
    this.path = path;
    this.node = node;
    if (!node.isObject()) {
      throw wrong(path.isEmpty() ? "the document" : path, "is not a JSON object");
    }
  }

  /**
   * @param file of the user's; else the resource is taken
   * @param beside a class of the package that has the resource
   */
  public static RuleNumbers load(Optional<Path> file, Class<?> beside, String resource) {
    String source = file.map(Path::toString).orElse(resource);
    try {
      return new RuleNumbers(
          source,
          "",
          Json.read(
              file.isPresent()
                  ? Files.readAllBytes(file.get())
                  : Resource.bytes(beside, resource)));
    } catch (MalformedJsonException e) {
      throw new InputException(source + " " + e.getMessage(), "mend the file", e);
    } catch (IOException e) {
      throw new InputException(
          source + " cannot be read: " + e.getMessage(), "name a readable file of rules", e);
    }
  }

  public RuleNumbers object(String name) {
    return new RuleNumbers(source, path + name + ".", required(name));
  }

  public double number(String name) {
    JsonNode value = required(name);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(path + name, "is not a finite number (" + value + ")");
    }
    return value.doubleValue();
  }

  /** A number from 0 up. */
  public double size(String name) {
    double value = number(name);
    if (value < 0) {
      throw wrong(path + name, "is negative (" + value + ")");
    }
    return value;
  }

  /** A number from 0 to 1. */
  public double share(String name) {
    double value = size(name);
    if (value > 1) {
      throw wrong(path + name, "is above 1 (" + value + ")");
    }
    return value;
  }

  /** Says so when a field was never asked for: a misspelt rule must not be ignored. */
  public void end() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!read.contains(name) && !name.equals("about")) {
                throw wrong(path + name, "is unknown");
              }
            });
  }

  private JsonNode required(String name) {
    read.add(name);
    if (!node.has(name)) {
      throw wrong(path + name, "is missing");
    }
    return node.get(name);
  }

  private InputException wrong(String field, String problem) {
    return new InputException(
        source + ": " + field + " " + problem, "see the toolkit's own rules for an example");
  }
}
