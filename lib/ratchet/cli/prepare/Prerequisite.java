package ratchet.cli.prepare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import ratchet.model.Json;

/**
 * One thing that the commands need from the machine.
 *
 * @param measured what was found, e.g. {@code 17.0.15}
 * @param required what is needed, e.g. {@code >= 17}
 * @param remedy what to do about it; empty where nothing needs doing
 */
public record Prerequisite(
    String name, Status status, String measured, String required, String remedy) {
  /** {@code WARN} stops nothing; after {@code FAIL} some command will not work. */
  public enum Status {
    PASS,
    WARN,
    FAIL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Prerequisite pass(String name, String measured, String required) {
    return new Prerequisite(name, Status.PASS, measured, required, "");
  }

  /** E.g. {@code pass java 17.0.15 (required: >= 17)}. */
  public String line() {
    String line =
        String.format(Locale.ROOT, "%-4s  %-14s %s (%s)", status.word(), name, measured, required);
    return remedy.isEmpty() ? line : line + System.lineSeparator() + "      remedy: " + remedy;
  }

  public ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("name", name);
    json.put("status", status.word());
    json.put("measured", measured);
    json.put("required", required);
    json.put("detail", measured + " (" + required + ")");
    json.put("remedy", remedy);
    return json;
  }
}
