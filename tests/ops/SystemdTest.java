import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static ratchet.layout.Sources.root;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units are valid, and start a launcher that is there with options that exist. */
class SystemdTest {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
  private static final Pattern LAUNCHER = Pattern.compile("(?m)^ExecStart=/opt/ratchet/(\\S+)");

  @TempDir Path folder;

  /** systemd looks for the program that a unit starts: the checkout is put where it is here. */
  @Test
  void systemdFindsNoFault() throws Exception {
    assumeTrue(Files.isExecutable(ANALYZE), "systemd-analyze is not installed");
    Path root = root();
    List<String> command = new ArrayList<>(List.of(ANALYZE.toString(), "verify", "--man=no"));
    for (Path unit : units()) {
      String text =
          Files.readString(unit)
              .replace("/opt/ratchet", root.toString())
              .replaceAll("(?m)^(User|Group)=.*\\n", "");
      String name = unit.getFileName().toString();
      Files.writeString(folder.resolve(name), text);
      command.add(folder.resolve(name.replace("@.", "@executor.")).toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    // other units of this machine are not ours to judge
    assertThat(said.lines().filter(line -> line.contains("ratchet-"))).isEmpty();
  }

  @Test
  void everyUnitStartsTheLauncher() throws IOException {
    List<String> started = new ArrayList<>();
    for (Path unit : units()) {
      Matcher launcher = LAUNCHER.matcher(Files.readString(unit));
      if (launcher.find()) {
        started.add(launcher.group(1));
      }
    }
    assertThat(started).hasSize(2).containsOnly("jbangw");
    assertThat(Files.isExecutable(root().resolve("jbangw"))).isTrue();
  }

  @Test
  void theTimerStartsTheServiceOfItsName() throws IOException {
    List<String> names = units().stream().map(unit -> unit.getFileName().toString()).toList();
    assertThat(names)
        .filteredOn(name -> name.endsWith(".timer"))
        .isNotEmpty()
        .allMatch(name -> names.contains(name.replace(".timer", ".service")));
  }

  private static List<Path> units() throws IOException {
    try (Stream<Path> files = Files.list(root().resolve("ops/systemd"))) {
      return files.sorted().toList();
    }
  }
}
