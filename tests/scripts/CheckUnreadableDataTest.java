import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.cli.Cli;
import ratchet.data.sqlite.Database;
import ratchet.process.JavaProcess;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;

/** Whatever keeps the file from being read: exit 4, in words of its own, and never a verdict. */
class CheckUnreadableDataTest {
  private static final int PAGE = 4096;

  @TempDir static Path seeded;
  @TempDir Path folder;

  private static Path healthy;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void seed() {
    healthy = seeded.resolve("healthy.db");
    try (Database database = Database.openReadWrite(healthy)) {
      Seeder.seed(
          database, new SeedPlan(42, 7, 60, 900, SeedPlan.defaultEnd(Clock.systemUTC())), false);
    }
  }

  @Test
  void aCorruptedPageIsNamed() throws IOException {
    Path file = copy();
    try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
      pages.seek(pages.length() / PAGE / 2 * PAGE);
      pages.write(new byte[PAGE]);
    }
    assertThat(refusal(file)).startsWith("check_training_data: " + file + " is damaged: ");
    assertThat(err.toString()).containsIgnoringCase("page").contains(".recover");
  }

  @Test
  void aTruncatedFileIsSaidToBeSo() throws IOException {
    Path file = copy();
    try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
      pages.setLength(pages.length() / PAGE / 2 * PAGE);
    }
    assertThat(refusal(file))
        .startsWith("check_training_data: " + file + " is damaged or truncated: ");
    assertThat(err.toString()).contains("restore a backup");
  }

  @Test
  void aDirectoryIsSaidToBeOne() {
    assertThat(refusal(folder)).endsWith(" is a directory, not a database");
  }

  @Test
  void aFileWithoutBytesIsSaidToBeEmpty() throws IOException {
    assertThat(refusal(Files.createFile(folder.resolve("zero.db"))))
        .endsWith(" is empty (0 bytes)");
  }

  @Test
  void whatAWriterKeepsToItselfIsSaidToBeLocked() throws SQLException, IOException {
    Path file = copy();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = DELETE");
      statement.execute("BEGIN EXCLUSIVE");
      assertThat(refusal(file)).contains(" is locked by ").endsWith(" for more than 5 s");
    }
  }

  /** The superuser reads everything, but not without the capability to. */
  @Test
  void aFileWithoutPermissionIsSaidToBeSo() throws IOException, InterruptedException {
    Path file = copy();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    List<String> command = new ArrayList<>();
    if (Files.isReadable(file)) {
      command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
      command.add("--inh-caps=-dac_override,-dac_read_search");
      assumeTrue(
          exits(command, "cat", file.toString()) != 0 && exits(command, "true") == 0,
          "this user may read every file, and setpriv cannot take that away");
    }
    command.addAll(JavaProcess.command("CheckTrainingDataCommand", "--db", file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isEqualTo(4);
    assertThat(output)
        .contains("cannot read " + file + ": permission denied")
        .contains("remedy: let this user read it: chmod u+r");
  }

  private static int exits(List<String> prefix, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor();
    } catch (IOException e) {
      return -1; // no such program here
    }
  }

  private Path copy() throws IOException {
    return Files.copy(healthy, folder.resolve("copy.db"));
  }

  /** The first line of what is said, after nothing was printed as a result. */
  @SuppressWarnings("auxiliaryclass")
  private String refusal(Path file) {
    int exit =
        Cli.execute(
            new CheckTrainingDataCommand(),
            new PrintWriter(out),
            new PrintWriter(err),
            "--db",
            file.toString());
    assertThat(exit).as(err.toString()).isEqualTo(4);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("remedy: ");
    return err.toString().lines().findFirst().orElseThrow();
  }
}
