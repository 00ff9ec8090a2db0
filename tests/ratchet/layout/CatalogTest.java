package ratchet.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import ratchet.model.Json;

class CatalogTest {
  private final JsonNode catalog =
      Json.read(String.join("\n", Sources.lines(Path.of("jbang-catalog.json"))));
  private final Map<String, JsonNode> aliases = members(catalog.get("aliases"));

  @Test
  void everyAliasHasItsScriptAndOneSentence() {
    aliases.forEach(
        (alias, entry) -> {
          Path script = Sources.root().resolve(entry.get("script-ref").asText());
          assertThat(script).as(alias).isRegularFile();
          assertThat(entry.get("description").asText()).as(alias).matches("[A-Z][^\\n]*[.]");
          assertThat(entry.get("docs").get(0).asText()).as(alias).isNotBlank();
        });
  }

  @Test
  void everyScriptHasAnAliasOfItsName() {
    assertThat(aliases.keySet())
        .containsAll(
            Sources.javaFilesBelow("scripts").stream()
                .map(file -> file.toString().replace(".java", ""))
                .collect(Collectors.toSet()));
  }

  /** The launcher, JBang and a reader all look for them at the top and in this order. */
  @Test
  void everyScriptHasTheSameHeader() {
    for (Path file : Sources.javaFilesBelow("scripts")) {
      List<String> lines = Sources.lines(Path.of("scripts").resolve(file));
      assertThat(lines.subList(0, 2))
          .as("%s", file)
          .containsExactly("///usr/bin/env jbang \"$0\" \"$@\" ; exit $?", "//JAVA 17+");
      int rooms = 2;
      while (lines.get(rooms).matches("//SOURCES \\.\\./lib/[a-z.]+\\.java")) {
        rooms++;
      }
      assertThat(rooms).as("%s", file).isGreaterThan(2);
      assertThat(lines.get(rooms)).as("%s", file).matches("//DESCRIPTION [A-Z].{20,}");
      assertThat(lines.get(rooms + 1)).as("%s", file).isEmpty();
      assertThat(lines.subList(rooms + 1, lines.size()))
          .as("%s", file)
          .noneMatch(line -> line.matches("//[A-Z_]+ .*"));
    }
  }

  /** The launcher reads the catalog line by line, without a JSON parser. */
  @Test
  void theCatalogIsLaidOutAsTheLauncherReadsIt() {
    List<String> lines = Sources.lines(Path.of("jbang-catalog.json"));
    aliases.forEach(
        (alias, entry) -> {
          int at = lines.indexOf("    \"" + alias + "\": {");
          assertThat(at).as(alias).isPositive();
          assertThat(lines.get(at + 1))
              .isEqualTo("      \"script-ref\": " + entry.get("script-ref") + ",");
        });
  }

  @Test
  void theTemplateOfANewScriptIsThere() {
    members(catalog.get("templates"))
        .forEach(
            (name, template) ->
                template
                    .get("file-refs")
                    .forEach(
                        file ->
                            assertThat(Files.isRegularFile(Sources.root().resolve(file.asText())))
                                .as(name)
                                .isTrue()));
  }

  private static Map<String, JsonNode> members(JsonNode object) {
    Map<String, JsonNode> members = new TreeMap<>();
    object.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
    return members;
  }
}
