package ratchet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A printed command runs as printed, however this one was started. */
class InvocationTest {
  private static final String ALIASES = "{\"aliases\": {\"history\": {}, \"promote\": {}}}";

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path jbang;

  @BeforeEach
  void makeAJbangFolder() throws IOException {
    jbang = Files.createDirectories(folder.resolve("jbang"));
    environment.put("JBANG_DIR", jbang.toString());
    environment.put("PATH", "/usr/bin");
  }

  @Test
  void throughTheLauncherAsItWasTyped() {
    environment.put("RATCHET_COMMAND", "../ratchet/jbangw");
    assertThat(history()).isEqualTo("../ratchet/jbangw history");
    environment.put("RATCHET_COMMAND", "/a b/it's/jbangw");
    assertThat(history()).isEqualTo("'/a b/it'\\''s/jbangw' history");
  }

  @Test
  void asAnInstalledAppWhereItIsOne() throws IOException {
    app("promote", "promote@/srv/jbang-catalog.json");
    environment.put("PATH", "/usr/bin:" + jbang.resolve("bin"));
    assertThat(new Invocation(environment, jbang).of("promote")).isEqualTo("promote");
    app("history", "history@/srv/jbang-catalog.json");
    assertThat(history())
        .as("history alone is the shell's own")
        .isEqualTo("jbang history@/srv/jbang-catalog.json");
  }

  @Test
  void fromTheCatalogOfAnotherInstalledApp() throws IOException {
    app("promote", "promote@/srv/jbang-catalog.json");
    assertThat(history()).isEqualTo("jbang history@/srv/jbang-catalog.json");
  }

  @Test
  void fromACatalogThatJbangKnows() throws IOException {
    Path catalog = Files.writeString(folder.resolve("mine.json"), ALIASES);
    register("bot", catalog.toString());
    assertThat(history()).isEqualTo("jbang history@bot");
    register("other", folder.resolve("none.json").toString());
    assertThat(history()).as("a catalog without the alias").isEqualTo("jbang history@ratchet");
    register("ratchet", "http://127.0.0.1:1/jbang-catalog.json");
    assertThat(history()).isEqualTo("jbang history@ratchet");
  }

  @Test
  void fromTheNearestCatalog() throws IOException {
    Files.writeString(folder.resolve("jbang-catalog.json"), ALIASES);
    Path below = Files.createDirectories(folder.resolve("x/y"));
    assertThat(new Invocation(environment, below).of("history")).isEqualTo("jbang history");
  }

  private String history() {
    return new Invocation(environment, jbang).of("history");
  }

  private void app(String name, String reference) throws IOException {
    Path programs = Files.createDirectories(jbang.resolve("bin"));
    Files.writeString(
        programs.resolve(name), "#!/bin/sh\nexec jbang run " + reference + " \"$@\"\n");
  }

  private void register(String name, String reference) throws IOException {
    Files.writeString(
        jbang.resolve("jbang-catalog.json"),
        "{\"catalogs\": {\"" + name + "\": {\"catalog-ref\": \"" + reference + "\"}}}");
  }
}
