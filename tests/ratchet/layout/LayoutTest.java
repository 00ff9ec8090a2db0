package ratchet.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {
  private static final int LONGEST_FILE = 400;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data     | import ratchet.train.Trainer;",
        "train    | import ratchet.health.Checks;",
        "runtime  | import ratchet.store.Ledger;",
        "model    | import ratchet.features.Features;",
        "promote  | import picocli.CommandLine;",
        "promote  | import java.sql.Connection;",
        "train    | import java.sql.SQLException;",
        "runtime  | import okhttp3.Call;",
        "evaluate | import io.micrometer.core.instrument.Gauge;",
        "data     | ratchet.train.Trainer trainer = null;"
      })
  void knowsAWrongArrow(String room, String line) {
    assertThat(Rooms.offences(room, line)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cli     | import ratchet.store.Ledger;",
        "promote | import ratchet.runtime.Server;",
        "train   | import ratchet.data.training.TrainingSet;",
        "promote | import okhttp3.Call;",
        "runtime | import io.micrometer.core.instrument.Gauge;",
        "data    | import java.sql.Connection;",
        "data    | * {@code ratchet.train.Trainer} reads this"
      })
  void letsARightArrowPass(String room, String line) {
    assertThat(Rooms.offences(room, line)).isEmpty();
  }

  @Test
  void roomsKnowOnlyWhatLiesToTheirRight() {
    List<String> offences = new ArrayList<>();
    for (Path file : Sources.javaFilesBelow("lib/ratchet")) {
      String room = file.getName(0).toString();
      for (String line : Sources.lines(Path.of("lib/ratchet").resolve(file))) {
        Rooms.offences(room, line).forEach(what -> offences.add(file + ": " + what));
      }
    }
    assertThat(offences).isEmpty();
  }

  @Test
  void everyFileOfTheLibraryIsInARoom() {
    assertThat(Sources.filesBelow("lib/ratchet"))
        .isNotEmpty()
        .allSatisfy(
            file -> assertThat(Rooms.isRoom(file.getName(0).toString())).as("%s", file).isTrue());
  }

  @Test
  void aPackageIsItsFolder() {
    for (Path file : Sources.javaFilesBelow("lib/ratchet")) {
      assertThat(Sources.lines(Path.of("lib/ratchet").resolve(file)))
          .contains("package ratchet." + file.getName(0) + ";");
    }
  }

  /** They share through the library: a script must stay readable alone. */
  @Test
  void scriptsDoNotKnowEachOtherNorSql() {
    Set<String> classes =
        Sources.javaFilesBelow("scripts").stream()
            .map(file -> Scripts.mainClass(Path.of("scripts").resolve(file)))
            .collect(Collectors.toSet());
    for (Path file : Sources.javaFilesBelow("scripts")) {
      Path script = Path.of("scripts").resolve(file);
      String own = Scripts.mainClass(script);
      List<String> lines = Sources.lines(script);
      assertThat(lines)
          .as("%s", file)
          .noneMatch(line -> line.matches("import (static )?(java\\.sql|org\\.sqlite|okhttp3).*"))
          .noneMatch(line -> line.startsWith("//SOURCES") && !line.endsWith("/lib/Ratchet.java"));
      for (String other : classes) {
        assertThat(lines)
            .as("%s must not use %s", file, other)
            .noneMatch(line -> !other.equals(own) && line.contains("new " + other + "("));
      }
    }
  }

  @Test
  void noFileIsLong() {
    Stream.of("lib", "scripts", "tests")
        .forEach(
            folder ->
                Sources.javaFilesBelow(folder).stream()
                    .map(Path.of(folder)::resolve)
                    .filter(file -> !file.equals(Path.of("lib/Ratchet.java"))) // a list
                    .forEach(
                        file ->
                            assertThat(Sources.lines(file).size())
                                .as("lines of %s", file)
                                .isLessThanOrEqualTo(LONGEST_FILE)));
  }

  @Test
  void noClassIsADrawerForEverything() {
    assertThat(Sources.javaFilesBelow("lib"))
        .noneMatch(file -> file.toString().matches(".*(Util|Utils|Helper|Helpers)\\.java"));
  }
}
