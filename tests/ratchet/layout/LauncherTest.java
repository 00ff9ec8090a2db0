package ratchet.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.model.Json;
import ratchet.model.Toolkit;

/** Runs the launcher itself, on machines made of fakes where something must be missing. */
class LauncherTest {
  private static final Path LAUNCHER = Sources.root().resolve("jbangw");

  /** What the launcher itself calls; nothing of Java's, JBang's or Maven's. */
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "env",
          "awk",
          "sed",
          "cat",
          "cut",
          "dirname",
          "basename",
          "readlink",
          "find",
          "sort",
          "xargs",
          "sha256sum",
          "mkdir",
          "mv",
          "rm",
          "head",
          "grep",
          "ls");

  @TempDir private Path folder;
  private Path tools;

  private record Result(int exit, String out, String err) {}

  @BeforeEach
  void provideTheTools() throws IOException {
    tools = Files.createDirectory(folder.resolve("bin"));
    for (String tool : TOOLS) {
      for (String place : List.of("/usr/bin", "/bin")) {
        Path found = Path.of(place, tool);
        if (Files.isExecutable(found) && Files.notExists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), found);
        }
      }
    }
  }

  @Test
  void listsTheCommandsWhenNoneIsNamed() throws Exception {
    Result listed = launch(bare(), LAUNCHER);
    assertThat(listed.exit()).isEqualTo(2);
    assertThat(listed.out()).contains("promote ", "train_alpha ", "test ");
    assertThat(launch(bare(), LAUNCHER, "--help").exit()).isZero();
    assertThat(launch(bare(), LAUNCHER, "help").out()).isEqualTo(listed.out());
  }

  @Test
  void findsTheRepositoryThroughLinks() throws Exception {
    Path there = Files.createDirectory(folder.resolve("a folder"));
    Path direct = Files.createSymbolicLink(there.resolve("direct"), LAUNCHER);
    Path relative = Files.createSymbolicLink(folder.resolve("again"), Path.of("a folder/direct"));
    assertThat(launch(bare(), direct, "--help").out()).contains("promote ");
    assertThat(launch(bare(), relative, "--help").out()).contains("promote ");
  }

  @Test
  void anUnknownCommandIsAUsageError() throws Exception {
    Result result = launch(bare(), LAUNCHER, "promoet");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("no command and no file is called 'promoet'");
    assertThat(launch(bare(), LAUNCHER, "--promote").exit()).isEqualTo(2);
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheNearestOnes() throws Exception {
    assertThat(launch(bare(), LAUNCHER, "promoet").err()).contains("did you mean: promote");
    assertThat(launch(bare(), LAUNCHER, "train").err()).contains("train_alpha, train_fillnet");
    assertThat(launch(bare(), LAUNCHER, "xyzzy").err()).doesNotContain("did you mean");
  }

  /** They are names of JBang's: an alias of some catalog, a script on some server. */
  @ParameterizedTest
  @ValueSource(strings = {"promote@ratchet", "http://127.0.0.1:1/x.java", "x@a/b"})
  void whatHasAnAtOrAnAddressGoesToJbang(String name) throws Exception {
    fake("jbang", "printf '<%s>' \"$@\"");
    assertThat(launch(bare(), LAUNCHER, name, "--quiet", "a b").out())
        .isEqualTo("<run><" + name + "><--quiet><a b>");
  }

  @Test
  void withoutHomeTheStoreIsInTheHomeOfTheAccount() throws Exception {
    fake("jbang", "printf %s \"$RATCHET_STORE\"");
    Map<String, String> environment = bare();
    environment.remove("JBANG_DIR");
    String home = System.getProperty("user.home"); // which Java reads from the account
    assertThat(launch(environment, LAUNCHER, "jbang").out()).isEqualTo(home + "/.jbang/ratchet");
    environment.put("HOME", "");
    assertThat(launch(environment, LAUNCHER, "jbang").out()).isEqualTo(home + "/.jbang/ratchet");
  }

  /** A build that someone else may have planted is not run. */
  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxrwx", "rwxr-xrwx", "rwxrwxr-x"})
  void refusesAStoreThatOthersMayWrite(String mode) throws Exception {
    Path store = Files.createDirectories(folder.resolve("store/ratchet"));
    Files.setPosixFilePermissions(store, PosixFilePermissions.fromString(mode));
    Result result = launch(withJava(), LAUNCHER, "history");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains("others may write to " + store);
  }

  @Test
  void refusesAStoreOfAnotherUser() throws Exception {
    Path store = Files.createDirectories(folder.resolve("store/ratchet"));
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
    Files.setOwner(
        store,
        store.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    Result result = launch(withJava(), LAUNCHER, "history");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains(store + " belongs to another user");
  }

  @Test
  void refusesAStoreThatNoClassPathCanName() throws Exception {
    Map<String, String> environment = withJava();
    environment.put("JBANG_DIR", folder.resolve("a:b").toString());
    Result result = launch(environment, LAUNCHER, "history");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains("a:b/ratchet cannot be on a class path");
  }

  /** What was fetched once is compared again each time it is used. */
  @Test
  void anotherJbangInTheStoreIsNotRun() throws Exception {
    fake("mvn", "exit 1");
    Path planted =
        Files.writeString(
            Files.createDirectories(folder.resolve("store/ratchet"))
                .resolve("jbang-cli-0.132.1-all.jar"),
            "evil");
    Result result = launch(withJava(), LAUNCHER, "jbang", "version");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains("Maven could not fetch");
    assertThat(planted).doesNotExist();
  }

  @Test
  void saysWhatToInstallWhereThereIsNoJava() throws Exception {
    Result result = launch(bare(), LAUNCHER, "prepare");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains("no Java found", "JDK 17", "JBang or Maven");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void refusesAJavaThatIsTooOld() throws Exception {
    fake("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
    Result result = launch(bare(), LAUNCHER, "prepare");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains("is Java 11, and 17 is the oldest that works");
  }

  @Test
  void saysWhatToInstallWhereThereIsNeitherJbangNorMaven() throws Exception {
    Result result = launch(withJava(), LAUNCHER, "prepare");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains("neither jbang nor mvn is on the PATH", "install");
  }

  @Test
  void refusesAndDeletesAJbangOfAnotherChecksum() throws Exception {
    fake(
        "mvn",
        "for a; do case $a in -DoutputDirectory=*) d=${a#*=};; esac; done;"
            + " mkdir -p \"$d\"; echo evil >\"$d/jbang.jar\"");
    Result result = launch(withJava(), LAUNCHER, "prepare");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains("the fetched JBang has SHA-256 ", "it was deleted");
    try (Stream<Path> left = Files.walk(folder.resolve("store"))) {
      assertThat(left).noneMatch(file -> file.toString().endsWith(".jar"));
    }
  }

  @Test
  void tellsWhenMavenCannotFetch() throws Exception {
    fake("mvn", "exit 1");
    Result result = launch(withJava(), LAUNCHER, "prepare");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains("Maven could not fetch dev.jbang:jbang-cli");
  }

  @Test
  void tellsWhereItCannotWrite() throws Exception {
    Map<String, String> environment = withJava();
    environment.put("JBANG_DIR", "/proc/none");
    Result result = launch(environment, LAUNCHER, "prepare");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains("cannot write to /proc/none/ratchet", "JBANG_DIR");
  }

  /** The real thing, from another folder: what is said of paths holds, and bytes arrive as sent. */
  @Test
  void argumentsArriveAsTheyWereSent() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("it's a \"quoted\" $HOME ~\nfolder"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove("MODELS_DIR");
    environment.remove("PERSISTENCE_SQLITE_PATH");
    Result result =
        launch(
            environment,
            LAUNCHER,
            "prepare",
            "--check-only",
            "--json",
            "--db",
            folder.relativize(odd).resolve("x.db").toString());
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(Json.read(result.out()).get("checks").get(1).get("measured").asText())
        .isEqualTo(odd.toString());
    assertThat(Json.read(result.out()).get("checks").get(2).get("measured").asText())
        .as("the default is the repository's")
        .isEqualTo(Sources.root().resolve("models").toString());
    assertThat(launch(environment, LAUNCHER, "prepare", "--wrong").exit()).isEqualTo(2);
    assertThat(launch(environment, LAUNCHER, "prepare", "--check-only", "--db", "no*.db").err())
        .contains("no*.db: no file matches this pattern");
  }

  /** The driver has a folder of its own to unpack its library into, which is not there. */
  @Test
  void sqliteNeedsNoTemporaryFolder() throws Exception {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("JAVA_TOOL_OPTIONS", "-Dorg.sqlite.tmpdir=" + folder.resolve("none"));
    String database = folder.resolve("x.db").toString();
    Result result =
        launch(environment, LAUNCHER, "prepare", "--check-only", "--json", "--db", database);
    assertThat(result.exit()).as(result.out() + result.err()).isZero();
    assertThat(Json.read(result.out()).get("checks").get(1).get("name").asText())
        .isEqualTo("sqlite");
  }

  @Test
  void aCollectorOfTheEnvironmentWins() throws Exception {
    for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.put(variable, "-XX:+UseParallelGC");
      Result result = launch(environment, LAUNCHER, "version");
      assertThat(result.exit()).as(variable + result.err()).isZero();
      assertThat(result.out()).isEqualTo("ratchet " + Toolkit.VERSION + "\n");
    }
  }

  /** In a checkout of its own, with one small script; the real JBang and the real Java. */
  @Test
  void worksFromAFolderWithAColonAndLettersBeyondAscii() throws Exception {
    SmallCheckout checkout = new SmallCheckout(folder.resolve("a:b ä"));
    Map<String, String> environment = checkout.environment(folder.resolve("störe"));
    for (String locale : List.of("C", "POSIX", "en_NO.UTF-8")) {
      environment.put("LC_ALL", locale);
      Result result = launch(environment, checkout.launcher(), "history", "wörld");
      assertThat(result.exit()).as(locale + result.err()).isZero();
      assertThat(result.out()).isEqualTo("hello wörld\n");
    }
  }

  @Test
  void aSlashBehindJavaHomeIsTheSameJava() throws Exception {
    SmallCheckout checkout = new SmallCheckout(folder.resolve("checkout"));
    Map<String, String> environment = checkout.environment(folder.resolve("own"));
    assertThat(launch(environment, checkout.launcher(), "history", "a").out()).contains("hello a");
    environment.merge("JAVA_HOME", "//", String::concat);
    Result again = launch(environment, checkout.launcher(), "history", "b");
    assertThat(again.out()).isEqualTo("hello b\n");
    assertThat(again.err()).as("nothing is built again").isEmpty();
  }

  @Test
  void aChangedScriptIsBuiltAgainAndOneThatFailsSaysWhy() throws Exception {
    SmallCheckout checkout = new SmallCheckout(folder.resolve("checkout"));
    Map<String, String> environment = checkout.environment(folder.resolve("own"));
    launch(environment, checkout.launcher(), "--build");
    checkout.script("history", "History", "System.out.println(\"changed\");");
    assertThat(launch(environment, checkout.launcher(), "history").out()).isEqualTo("changed\n");
    checkout.script("history", "History", "nonsense");
    Result broken = launch(environment, checkout.launcher(), "history");
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.err()).contains("history.java", "error:");
    assertThat(broken.out()).isEmpty();
  }

  private Map<String, String> bare() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", tools.toString());
    environment.put("JBANG_DIR", folder.resolve("store").toString());
    return environment;
  }

  private Map<String, String> withJava() {
    Map<String, String> environment = bare();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return environment;
  }

  private void fake(String name, String script) throws IOException {
    Path file = Files.writeString(tools.resolve(name), "#!/bin/bash\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Result launch(Map<String, String> environment, Path launcher, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/bash", launcher.toString()));
    command.addAll(List.of(args));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(4, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as("ended in time").isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
