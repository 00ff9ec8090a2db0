package ratchet.cli.prepare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import ratchet.model.Json;

/**
 * A requirement of the commands on the machine, and whether it is met.
 *
 * @param measured the value found, e.g. {@code 17.0.15}
 * @param required the requirement, e.g. {@code required: >= 17}
 * @param remedy what to do; empty if nothing is to be done
 */
public record Prerequisite(
    String name, Status status, String measured, String required, String remedy) {
  /** After {@code WARN} every command works; after {@code FAIL} some command does not. */
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
