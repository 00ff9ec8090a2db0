package ratchet.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a script that names rooms gets: their sources, the rooms that they import, their libraries.
 * That the lists match the folders and the imports is {@code launcher.UmbrellasTest}'s.
 */
class RoomLibrariesTest {
  /** Packages and the library that holds them. */
  private static final Map<String, String> LIBRARIES =
      Map.ofEntries(
          Map.entry("picocli.", "info.picocli:picocli"),
          Map.entry("de.siegmar.fastcsv.", "de.siegmar:fastcsv"),
          Map.entry("com.fasterxml.jackson.", "com.fasterxml.jackson.core:jackson-databind"),
          Map.entry("org.sqlite.", "org.xerial:sqlite-jdbc"),
          Map.entry("okhttp3.", "com.squareup.okhttp3:okhttp-jvm"),
          Map.entry("dev.failsafe.", "dev.failsafe:failsafe"),
          Map.entry("io.netty.", "io.netty:netty-codec-http"),
          Map.entry("io.micrometer.", "io.micrometer:micrometer-registry-prometheus"),
          Map.entry("me.tongfei.progressbar.", "me.tongfei:progressbar"),
          Map.entry("org.apache.spark.", "org.apache.spark:spark-core_2.13"),
          Map.entry(
              "org.apache.commons.statistics.",
              "org.apache.commons:commons-statistics-distribution"));

  /** Needed when it runs, imported by nobody: SQLite's driver says on stderr when it is missing. */
  private static final Set<String> UNSEEN =
      Set.of(
          "org.slf4j:slf4j-nop",
          // Spark fails with an older one than our Jackson
          "com.fasterxml.jackson.module:jackson-module-scala_2.13");

  @Test
  void everyRoomHasTheLibrariesThatItImportsAndNoOther() {
    for (String umbrella : rooms()) {
      Set<String> imported = new TreeSet<>();
      for (String source : directives(umbrella, "//SOURCES ")) {
        if (source.contains("/")) {
          imported.addAll(imports(Path.of("lib", source)));
        }
      }
      Set<String> own = new TreeSet<>(libraries(Set.of(umbrella)));
      assertThat(libraries(closure(List.of(umbrella)))).as(umbrella).containsAll(imported);
      assertThat(own)
          .as(umbrella)
          .allMatch(library -> imported.contains(library) || UNSEEN.contains(library));
    }
  }

  @Test
  void everyLibraryHasOneVersion() {
    Map<String, Set<String>> versions = new TreeMap<>();
    for (String umbrella : rooms()) {
      for (String dependency : directives(umbrella, "//DEPS ")) {
        assertThat(dependency).matches("[\\w.-]+:[\\w.-]+:[\\w.-]+");
        versions
            .computeIfAbsent(withoutVersion(dependency), name -> new TreeSet<>())
            .add(dependency);
      }
    }
    assertThat(versions).isNotEmpty().allSatisfy((name, all) -> assertThat(all).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"history", "reload", "rollback"})
  void whatPeopleRunInAHurryLoadsNeitherTrainersNorSqlite(String script) {
    Set<String> rooms = closure(roomsOf(script));
    assertThat(rooms)
        .isNotEmpty()
        .noneMatch(room -> room.matches("(data|train|health|backtest|ope|seed|report)\\b.*"));
    assertThat(libraries(rooms)).doesNotContain("org.xerial:sqlite-jdbc");
  }

  /** Its libraries are 240 MB. */
  @Test
  void onlyTheScriptOfSparkNamesSpark() {
    for (Path script : Sources.javaFilesBelow("scripts")) {
      String name = script.toString().replace(".java", "");
      assertThat(closure(roomsOf(name)).contains("spark.java"))
          .as(name)
          .isEqualTo(name.equals("train_on_spark"));
    }
    assertThat(closure(List.of("Ratchet.java")))
        .contains("train.java")
        .doesNotContain("spark.java");
  }

  /** Jackson's parts fail beside each other in different versions. */
  @Test
  void sparkHasOurJackson() {
    assertThat(directives("spark.java", "//DEPS "))
        .contains(
            directives("model.java", "//DEPS ").stream()
                .filter(line -> line.contains("jackson-databind"))
                .map(line -> line.substring(line.lastIndexOf(':')))
                .map(version -> "com.fasterxml.jackson.module:jackson-module-scala_2.13" + version)
                .findFirst()
                .orElseThrow());
  }

  /** A rollback asks the runtimes, too. */
  @Test
  void onlyWhatAsksRuntimesHasAnHttpClient() {
    Set<String> with = new TreeSet<>();
    for (Path script : Sources.javaFilesBelow("scripts")) {
      String name = script.toString().replace(".java", "");
      if (libraries(closure(roomsOf(name))).contains("com.squareup.okhttp3:okhttp-jvm")) {
        with.add(name);
      }
    }
    assertThat(with)
        .contains("promote", "reload", "rollback")
        .doesNotContain("history", "serve", "check_training_data", "backtest", "ope", "compare");
  }

  /** Micrometer brings a megabyte of protobuf, Netty an event loop. */
  @Test
  void onlyWhatServesHasMetricsAndAServer() {
    for (String library :
        List.of("io.micrometer:micrometer-registry-prometheus", "io.netty:netty-codec-http")) {
      Set<String> with = new TreeSet<>();
      for (Path script : Sources.javaFilesBelow("scripts")) {
        String name = script.toString().replace(".java", "");
        if (libraries(closure(roomsOf(name))).contains(library)) {
          with.add(name);
        }
      }
      assertThat(with).as(library).containsExactly("demo", "serve");
    }
  }

  /** A catalog over http costs one request for each file. */
  @Test
  void aCommandOverHttpFetchesFewFiles() {
    assertThat(files("history")).isLessThanOrEqualTo(120);
    assertThat(files("promote")).isLessThanOrEqualTo(350);
  }

  /**
   * Cron has no locale, and a compiler of JDK 17 without one takes a source for ASCII. And texts
   * are put together by plain code: what the JVM would make up for each place at run time, it makes
   * up anew at every start. A compiler that runs for seconds is done sooner with the quick compiler
   * of its own JVM.
   */
  @Test
  void sourcesAreUtf8InEveryLocaleAndStartWithoutBootstraps() {
    for (Path script : Sources.javaFilesBelow("scripts")) {
      List<String> options = new ArrayList<>();
      closure(roomsOf(script.toString().replace(".java", "")))
          .forEach(room -> options.addAll(directives(room, "//COMPILE_OPTIONS ")));
      assertThat(options)
          .containsExactly("-encoding UTF-8 -XDstringConcat=inline -J-XX:TieredStopAtLevel=1");
    }
  }

  private static List<String> rooms() {
    return Sources.javaFilesBelow("lib").stream()
        .map(Path::toString)
        .filter(file -> !file.contains("/") && !file.equals("Ratchet.java"))
        .toList();
  }

  private static List<String> roomsOf(String script) {
    return Sources.lines(Path.of("scripts", script + ".java")).stream()
        .filter(line -> line.startsWith("//SOURCES ../lib/"))
        .map(line -> line.substring("//SOURCES ../lib/".length()))
        .toList();
  }

  private static Set<String> closure(List<String> umbrellas) {
    Set<String> all = new TreeSet<>();
    List<String> open = new ArrayList<>(umbrellas);
    while (!open.isEmpty()) {
      String umbrella = open.remove(0);
      if (all.add(umbrella)) {
        directives(umbrella, "//SOURCES ").stream()
            .filter(source -> !source.contains("/"))
            .forEach(open::add);
      }
    }
    return all;
  }

  /** The catalog, the script, and what its rooms list. */
  private static long files(String script) {
    Set<String> rooms = closure(roomsOf(script));
    return 2
        + rooms.size()
        + rooms.stream()
            .flatMap(
                room ->
                    Stream.concat(
                        directives(room, "//SOURCES ").stream(),
                        directives(room, "//FILES ").stream()))
            .filter(file -> file.contains("/"))
            .count();
  }

  private static Set<String> libraries(Set<String> umbrellas) {
    Set<String> libraries = new TreeSet<>();
    for (String umbrella : umbrellas) {
      directives(umbrella, "//DEPS ").forEach(line -> libraries.add(withoutVersion(line)));
    }
    return libraries;
  }

  private static Set<String> imports(Path source) {
    Set<String> imports = new TreeSet<>();
    for (String line : Sources.lines(source)) {
      String name = line.replaceFirst("^import (static )?", "");
      LIBRARIES.forEach(
          (prefix, library) -> {
            if (!name.equals(line) && name.startsWith(prefix)) {
              imports.add(library);
            }
          });
    }
    return imports;
  }

  private static String withoutVersion(String dependency) {
    return dependency.substring(0, dependency.lastIndexOf(':'));
  }

  private static List<String> directives(String umbrella, String kind) {
    return Sources.lines(Path.of("lib", umbrella)).stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()).strip())
        .toList();
  }
}
