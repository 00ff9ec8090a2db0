package ratchet.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {
  private static final int LONGEST_FILE = 400;
  private static final int MOST_FILES = 45;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.log | import ratchet.data.training.TrainingReader;",
        "data.log | import ratchet.train.Trainer;",
        "train    | import ratchet.health.Checks;",
        "promote.reload | import ratchet.promote.Promotion;",
        "store    | import ratchet.data.sqlite.Database;",
        "runtime  | import ratchet.promote.Promotion;",
        "model    | import ratchet.features.Features;",
        "promote  | import picocli.CommandLine;",
        "promote  | import java.sql.Connection;",
        "train    | import java.sql.SQLException;",
        "runtime  | import okhttp3.Call;",
        "statistics | import io.micrometer.core.instrument.Gauge;",
        "promote  | import okhttp3.Call;",
        "train    | import ratchet.spark.SparkTraining;",
        "train    | import org.apache.spark.SparkConf;",
        "data.log | import java.sql.Connection;",
        "data.log | ratchet.train.Trainer trainer = null;"
      })
  void knowsAWrongArrow(String room, String line) {
    assertThat(Rooms.offences(room, line)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cli.job | import ratchet.promote.Promotion;",
        "promote | import ratchet.store.Ledger;",
        "promote | import ratchet.promote.reload.Reloader;",
        "train | import ratchet.data.training.TrainingSet;",
        "promote.reload | import okhttp3.Call;",
        "runtime | import io.micrometer.core.instrument.Gauge;",
        "data.sqlite | import java.sql.Connection;",
        "data.log | * {@code ratchet.train.Trainer} reads this"
      })
  void letsARightArrowPass(String room, String line) {
    assertThat(Rooms.offences(room, line)).isEmpty();
  }

  @Test
  void roomsKnowOnlyWhatLiesBelowThem() {
    List<String> offences = new ArrayList<>();
    for (Path file : Sources.javaFilesBelow("lib/ratchet")) {
      String room = Rooms.of(file);
      for (String line : Sources.lines(Path.of("lib/ratchet").resolve(file))) {
        Rooms.offences(room, line).forEach(what -> offences.add(file + ": " + what));
      }
    }
    assertThat(offences).isEmpty();
  }

  @Test
  void everyFileOfTheLibraryIsInARoom() {
    assertThat(Sources.javaFilesBelow("lib/ratchet"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(Rooms.isRoom(Rooms.of(file))).as("%s", file).isTrue());
  }

  @Test
  void theLadderInTheDocumentsHasEveryRoomInOrder() {
    List<String> page = Sources.lines(Path.of("docs/architecture.md"));
    List<String> ladder =
        page.subList(page.indexOf("## Rooms"), page.size()).stream()
            .dropWhile(line -> !line.equals("```"))
            .skip(1)
            .takeWhile(line -> !line.equals("```"))
            // a group, names two spaces apart, a gap, what the rooms hold
            .flatMap(line -> Stream.of(line.substring(12).split(" {3,}")[0].split(" +")))
            .toList();
    assertThat(ladder).doesNotHaveDuplicates().hasSameElementsAs(Rooms.all());
    assertThat(ladder.stream().map(Rooms::step)).isSorted();
  }

  @Test
  void aPackageIsItsFolder() {
    for (Path file : Sources.javaFilesBelow("lib/ratchet")) {
      assertThat(Sources.lines(Path.of("lib/ratchet").resolve(file)))
          .contains("package ratchet." + Rooms.of(file) + ";");
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
          .noneMatch(line -> line.startsWith("//SOURCES") && !line.startsWith("//SOURCES ../lib/"));
      for (String other : classes) {
        assertThat(lines)
            .as("%s must not use %s", file, other)
            .noneMatch(line -> !other.equals(own) && line.contains("new " + other + "("));
      }
    }
  }

  /** What it holds, what it knows nothing of, where to start reading. */
  @Test
  void everyRoomIntroducesItself() {
    Set<Path> rooms =
        Sources.javaFilesBelow("lib/ratchet").stream()
            .map(Path::getParent)
            .collect(Collectors.toSet());
    for (Path room : rooms) {
      Path file = Path.of("lib/ratchet").resolve(room).resolve("package-info.java");
      assertThat(Sources.root().resolve(file)).isRegularFile();
      assertThat(String.join(" ", Sources.lines(file)))
          .as("%s", file)
          .containsPattern("(?s)/\\*\\*.*[.].*[.].*[Ss]tart .*\\{@link");
    }
  }

  /** Whoever switches an alias has a verdict that passed, or brings back what was live before. */
  @Test
  void onlyAPromotionAndARollbackSwitchAliases() {
    List<String> users = new ArrayList<>();
    for (String folder : List.of("lib", "scripts")) {
      for (Path file : Sources.javaFilesBelow(folder)) {
        if (Sources.lines(Path.of(folder).resolve(file)).stream()
            .anyMatch(line -> line.contains("new ConfirmedSwitch("))) {
          users.add(file.getFileName().toString());
        }
      }
    }
    assertThat(users).containsExactlyInAnyOrder("AliasSwitch.java", "RollbackRun.java");
  }

  @Test
  void noRoomIsADrawer() {
    Map<String, Long> files =
        Sources.javaFilesBelow("lib/ratchet").stream()
            .collect(Collectors.groupingBy(Rooms::of, Collectors.counting()));
    assertThat(files.values()).allMatch(count -> count <= MOST_FILES);
  }

  @Test
  void noFileIsLong() {
    Stream.of("lib", "scripts", "tests")
        .forEach(
            folder ->
                Sources.javaFilesBelow(folder).stream()
                    .map(Path.of(folder)::resolve)
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
