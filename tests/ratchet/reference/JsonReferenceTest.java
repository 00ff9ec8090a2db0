package ratchet.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import ratchet.layout.Sources;
import ratchet.model.Json;

class JsonReferenceTest {
  /** Another name of a command that has a section, the library, and the test runner. */
  private static final Set<String> WITHOUT = Set.of("seed", "library", "test");

  @Test
  void everyCommandOfTheCatalogHasASection() throws IOException {
    var catalog = Sources.root().resolve("jbang-catalog.json");
    Set<String> commands = new TreeSet<>();
    Json.read(Files.readAllBytes(catalog))
        .get("aliases")
        .fieldNames()
        .forEachRemaining(commands::add);
    commands.removeAll(WITHOUT);
    assertThat(JsonReference.commands()).containsAll(commands);
  }

  @Test
  void refusesAFieldWithoutARowAndOneOfAnotherType() {
    String head = "{\"command\":\"anchor\",\"ok\":true,\"exit\":0,";
    JsonReference.check(Json.read(head + "\"anchors\":[{\"model\":\"alpha\"}]}"));
    for (String rest :
        new String[] {
          "\"anchors\":[{\"colour\":\"red\"}]}", "\"anchors\":{}}", "\"anchors\":[],\"x\":1}"
        }) {
      assertThatThrownBy(() -> JsonReference.check(Json.read(head + rest)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("docs/json.md");
    }
  }
}
