import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.sqlite.Database;
import ratchet.gate.GateCandidates;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.model.SignatureFile;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;
import ratchet.store.AliasReader;
import ratchet.store.ModelPaths;

/**
 * Somebody can write the models folder and does not have the key. The commands are run as an
 * operator runs them, with a runtime of this toolkit that verifies what it serves.
 */
class AttackedFolderTest {
  private static final ModelName MODEL = ModelName.FILLNET;

  @TempDir Path folder;
  @TempDir Path elsewhere;

  private ModelPaths paths;
  private Path signKey;
  private RuntimeServer runtime;
  private final GateCandidates first = good(0.1);
  private final GateCandidates second = good(0.2);
  private final GateCandidates evil = good(-9);

  private static GateCandidates good(double weight) {
    return GateCandidates.good(MODEL, Instant.now().minusSeconds(3600)).weight(weight);
  }

  @BeforeEach
  void aSignedVersionIsLiveAndServed() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    signKey = Files.writeString(elsewhere.resolve("sign.key"), pem("PRIVATE", pair));
    Files.setPosixFilePermissions(signKey, PosixFilePermissions.fromString("rw-------"));
    Path verifyKey = Files.writeString(elsewhere.resolve("verify.pub"), pem("PUBLIC", pair));
    paths = ModelPaths.of(folder);
    runtime =
        RuntimeServer.start(
            RuntimeOptions.of(Role.EXECUTOR, folder)
                .port(0)
                .withoutWatch()
                .verifyKey(verifyKey)
                .build());
    assertThat(promote(first, reachable()).exit()).isZero();
    assertThat(served()).contains(first.loaded().sha256());
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  private static String pem(String kind, KeyPair pair) {
    byte[] der =
        kind.equals("PRIVATE") ? pair.getPrivate().getEncoded() : pair.getPublic().getEncoded();
    String dashes = " " + kind + " KEY-----\n";
    return "-----BEGIN" + dashes + Base64.getEncoder().encodeToString(der) + "\n-----END" + dashes;
  }

  private String reachable() {
    return runtime.uri().resolve("/control/reload-models").toString();
  }

  /** An address of this machine at which nobody listens any more. */
  private static String unreachable() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort() + "/control/reload-models";
    }
  }

  private CommandRun promote(GateCandidates candidate, String url, String... more)
      throws IOException {
    Files.write(paths.candidate(MODEL), candidate.bytes());
    List<String> all = new ArrayList<>(List.of("fillnet", "--on-paper", "--no-built-in-hooks"));
    all.addAll(List.of("--models-dir=" + folder, "--reload-url=fillnet=" + url));
    all.addAll(List.of(more.length > 0 ? more : new String[] {"--sign-key=" + signKey}));
    return CommandRun.of(new PromoteCommand(), all.toArray(String[]::new));
  }

  private CommandRun rollback(String... more) {
    List<String> all = new ArrayList<>(List.of("fillnet", "--sign-key=" + signKey));
    all.addAll(List.of("--models-dir=" + folder, "--reload-url=fillnet=" + reachable()));
    all.addAll(List.of(more));
    return CommandRun.of(new RollbackCommand(), all.toArray(String[]::new));
  }

  private Optional<String> served() {
    return runtime.models().get(MODEL).serving().map(serving -> serving.sha256());
  }

  private Optional<String> live() {
    return new AliasReader(paths).liveSha256(MODEL);
  }

  private void assertEvilIsNeitherSignedNorServed() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".sig")).toList()) {
        assertThat(SignatureFile.read(Files.readAllBytes(file)))
            .noneMatch(signed -> signed.statement().sha256().equals(evil.loaded().sha256()));
      }
    }
    CommandRun reload =
        CommandRun.of(
            new ReloadCommand(),
            "fillnet",
            "--models-dir=" + folder,
            "--reload-url=fillnet=" + reachable());
    assertThat(served()).as(reload.out()).isNotEqualTo(Optional.of(evil.loaded().sha256()));
  }

  @Test
  void aForgedNoteOfASwitchGetsNothingSigned() throws IOException {
    assertThat(promote(second, reachable()).exit()).isZero();
    String sha256 = evil.loaded().sha256();
    Files.write(AliasReader.version(paths, MODEL, sha256), evil.bytes());
    Files.write(paths.alias(MODEL), first.bytes());
    Files.writeString(
        paths.intent(),
        "{\"kind\":\"together\",\"switches\":[{\"model\":\"fillnet\",\"from_sha256\":\""
            + sha256
            + "\",\"to_sha256\":\""
            + first.loaded().sha256()
            + "\"}]}\n");
    CommandRun run = promote(good(0.3), reachable());
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("no statement by this key covers");
    assertEvilIsNeitherSignedNorServed();
  }

  @Test
  void anOverwrittenAliasIsNotPutBack() throws IOException {
    Files.write(paths.alias(MODEL), evil.bytes());
    CommandRun run = promote(second, unreachable());
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.err()).contains("the key never signed the version before");
    assertThat(live()).contains(second.loaded().sha256());
    assertEvilIsNeitherSignedNorServed();
  }

  @Test
  void anOverwrittenAliasIsNotRolledBackTo() throws IOException {
    Files.write(paths.alias(MODEL), evil.bytes());
    assertThat(promote(second, reachable()).exit()).isZero();
    CommandRun named = rollback("--to=" + evil.loaded().sha256());
    assertThat(named.exit()).isEqualTo(4);
    assertThat(named.err()).contains("no statement by this key covers");
    assertThat(rollback().exit()).isZero();
    assertThat(served()).contains(first.loaded().sha256());
    assertEvilIsNeitherSignedNorServed();
  }

  /** What is live stays live, and nothing that is printed says otherwise. */
  @ParameterizedTest
  @ValueSource(strings = {"lost", "emptied", "moved"})
  void anAliasWhoseLedgerIsGoneIsNeverRemoved(String how) throws IOException {
    switch (how) {
      case "lost" -> Files.delete(paths.ledger());
      case "emptied" -> Files.write(paths.ledger(), new byte[0]);
      default -> Files.move(paths.ledger(), elsewhere.resolve("ledger.jsonl"));
    }
    CommandRun run = promote(second, unreachable(), "--json");
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.json("promote").at("/models/0/live_sha256").asText())
        .isEqualTo(live().orElseThrow());
    assertThat(live()).contains(first.loaded().sha256());
    assertThat(Digest.of(Files.readAllBytes(paths.alias(MODEL))))
        .isEqualTo(first.loaded().sha256());
    // what the run itself advises does not remove it either
    CommandRun rolledBack = rollback();
    assertThat(paths.alias(MODEL)).as(rolledBack.err()).exists();
    assertThat(served()).contains(first.loaded().sha256());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw--w--w-"})
  void aKeyThatEveryUserMayReadOrWriteSignsNothing(String mode) throws IOException {
    Files.setPosixFilePermissions(signKey, PosixFilePermissions.fromString(mode));
    CommandRun run = promote(second, reachable());
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("every user of this machine may read or write", "chmod 600");
    assertThat(rollback().exit()).isEqualTo(4);
    assertThat(live()).contains(first.loaded().sha256());
  }

  /**
   * Every option that takes a token warns of one that all may read, and takes none they may write.
   */
  @Test
  void aTokenFileThatEveryUserMayReadIsWarnedOfAndOneTheyMayWriteRefused() throws Exception {
    Path token = Files.writeString(elsewhere.resolve("token"), "0123456789abcdef0123");
    List<List<String>> uses =
        List.of(
            List.of("promote", "--token-file=" + token),
            List.of("promote", "--notify-url=" + unreachable(), "--notify-token-file=" + token),
            List.of("reload", "--token-file=" + token),
            List.of("rollback", "--token-file=" + token),
            List.of("rollback", "--notify-url=" + unreachable(), "--notify-token-file=" + token),
            List.of("watch", "--token-file=" + token),
            List.of("watch", "--notify-url=" + unreachable(), "--notify-token-file=" + token));
    for (List<String> use : uses) {
      Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
      assertThat(with(use).err())
          .as(use.toString())
          .contains("warning: every user of this machine may read the token file " + token);
      Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw--w--w-"));
      CommandRun refused = with(use);
      assertThat(refused.exit()).as(use + refused.err()).isEqualTo(4);
      assertThat(refused.err()).contains("may be written by every user");
      Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
      assertThat(with(use).err()).as(use.toString()).doesNotContain("every user");
    }
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw--w--w-"));
    CommandRun serve =
        CommandRun.of(
            new ServeCommand(), "--port=0", "--models-dir=" + folder, "--token-file=" + token);
    assertThat(serve.exit()).isEqualTo(4);
    assertThat(serve.err()).contains("may be written by every user");
  }

  /** A slip of the hand replaces neither what is live nor the log that is read. */
  @Test
  void noOutputTakesThePlaceOfAnAliasOrADatabase() throws IOException {
    Path database = elsewhere.resolve("log.db");
    Database.openReadWrite(database).close();
    byte[] log = Files.readAllBytes(database);
    String models = "--models-dir=" + folder;
    String db = "--db=" + database;
    String alias = paths.alias(MODEL).toString();
    List<CommandRun> runs =
        List.of(
            CommandRun.of(new WatchCommand(), "--once", db, models, "--metrics-file=" + alias),
            CommandRun.of(new WatchCommand(), "--once", db, models, "--metrics-file=" + database),
            CommandRun.of(new BacktestCommand(), db, models, "--out=" + alias),
            CommandRun.of(new BacktestCommand(), db, models, "--out=" + database),
            CommandRun.of(new OpeCommand(), db, "--policy=fee", "--out=" + database),
            CommandRun.of(new OpeCommand(), db, "--policy=fee", "--out=" + alias),
            CommandRun.of(new OpeCommand(), db, "--policy=fee", "--html=" + alias),
            CommandRun.of(new CheckTrainingDataCommand(), db, "--html=" + alias),
            CommandRun.of(new CheckTrainingDataCommand(), db, "--html=" + database),
            CommandRun.of(new ReportCommand(), db, models, "--out=" + database),
            CommandRun.of(new ReportCommand(), db, models, "--out=" + alias),
            promote(second, reachable(), "--junit=" + database),
            promote(second, reachable(), "--metrics-file=" + database));
    assertThat(runs)
        .allSatisfy(
            run -> {
              assertThat(run.exit()).as(run.err()).isEqualTo(4);
              assertThat(run.err())
                  .containsAnyOf(
                      "is a SQLite database",
                      "is a JSON document",
                      "replace a file of the models folder");
            });
    assertThat(Files.readAllBytes(database)).isEqualTo(log);
    assertThat(live()).contains(first.loaded().sha256());
  }

  private CommandRun with(List<String> use) throws IOException {
    String[] options = use.subList(1, use.size()).toArray(String[]::new);
    List<String> all = new ArrayList<>(List.of("fillnet", "--models-dir=" + folder));
    all.add("--reload-url=fillnet=" + reachable());
    all.addAll(List.of(options));
    String[] arguments = all.toArray(String[]::new);
    return switch (use.get(0)) {
      case "promote" -> promote(first, reachable(), options);
      case "reload" -> CommandRun.of(new ReloadCommand(), arguments);
      case "rollback" -> CommandRun.of(new RollbackCommand(), arguments);
      default ->
          CommandRun.of(
              new WatchCommand(),
              Stream.concat(all.stream(), Stream.of("--once", "--db=" + elsewhere.resolve("x.db")))
                  .toArray(String[]::new));
    };
  }
}
