package ratchet.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A catalog read over http finds only what the umbrella lists. */
class UmbrellaTest {
  private final List<String> lines = Sources.lines(Path.of("lib/Ratchet.java"));

  @Test
  void listsEverySourceOfTheLibraryOnce() {
    assertThat(directives("//SOURCES "))
        .containsExactlyInAnyOrderElementsOf(
            Sources.javaFilesBelow("lib/ratchet").stream().map(file -> "ratchet/" + file).toList());
  }

  @Test
  void listsEveryResourceUnderItsOwnPath() {
    assertThat(directives("//FILES "))
        .containsExactlyInAnyOrderElementsOf(
            Sources.filesBelow("lib/ratchet").stream()
                .map(file -> "ratchet/" + file)
                .filter(file -> !file.endsWith(".java"))
                .map(file -> file + "=" + file)
                .toList());
  }

  /**
   * Cron has no locale, and a compiler of JDK 17 without one takes a source for ASCII. And texts
   * are put together by plain code: what the JVM would make up for each place at run time, it makes
   * up anew at every start.
   */
  @Test
  void sourcesAreUtf8InEveryLocaleAndStartWithoutBootstraps() {
    assertThat(directives("//COMPILE_OPTIONS "))
        .containsExactly("-encoding UTF-8 -XDstringConcat=inline");
  }

  @Test
  void givesEveryDependencyAVersion() {
    assertThat(directives("//DEPS "))
        .isNotEmpty()
        .allMatch(dependency -> dependency.matches("[\\w.-]+:[\\w.-]+:[\\w.-]+"));
  }

  private List<String> directives(String kind) {
    return lines.stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()).strip())
        .toList();
  }
}
