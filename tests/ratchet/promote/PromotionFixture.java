package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import ratchet.gate.GateCandidates;
import ratchet.gate.GateRules;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.model.SigningKey;
import ratchet.promote.evidence.ChampionEvidence;
import ratchet.promote.hook.PromotionHook;
import ratchet.promote.reload.FakeRuntime;
import ratchet.promote.reload.ReloadClient;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.ReloadSettings;
import ratchet.promote.reload.Reloader;
import ratchet.promote.reload.Reloader.ExpectedModel;
import ratchet.promote.reload.RolloutPlan;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;
import ratchet.store.AliasReader;
import ratchet.store.Ledger;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;

/** A models folder of a test's own, runtimes that answer as told, and a clock that stands. */
public final class PromotionFixture implements PromotionListener {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));
  static final URI RUNTIME = URI.create("http://127.0.0.1:1/control/reload-models");

  final Path directory;
  final List<String> warnings = new ArrayList<>();
  final List<ModelOutcome> finished = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  final List<PromotionHook> hooks = new ArrayList<>();
  final Map<ModelName, List<URI>> urls = new EnumMap<>(ModelName.class);
  ReloadReply.Outcome answer = ReloadReply.Outcome.OK;
  boolean dryRun;
  boolean keep;
  boolean evenIfRolledBack;
  Optional<Duration> probation = Optional.empty();
  GateRules gateRules = GateRules.standard();
  ChampionEvidence evidence = ChampionEvidence.ofOwnFiles();
  List<ModelName> together = List.of();
  Optional<SigningKey> key = Optional.empty();

  public PromotionFixture(Path directory) {
    this.directory = directory;
    urls.put(ModelName.FILLNET, List.of(RUNTIME));
    urls.put(ModelName.ALPHA, List.of(RUNTIME));
  }

  static GateCandidates good(ModelName model) {
    return GateCandidates.good(model, YESTERDAY);
  }

  ModelPaths paths() {
    return ModelPaths.of(directory);
  }

  void candidate(ModelName model, byte[] content) {
    write(paths().candidate(model), content);
  }

  void candidate(ModelName model, GateCandidates content) {
    candidate(model, content.bytes());
  }

  void goodCandidates() {
    ModelName.all().forEach(model -> candidate(model, good(model)));
  }

  Optional<String> live(ModelName model) {
    return new AliasReader(paths()).liveSha256(model);
  }

  List<LedgerEvent> ledger() {
    return new Ledger(paths().ledger()).read();
  }

  PromoteReport promote(ModelName... models) {
    return promote(
        (model, addresses, expected) -> {
          asked.add(model.id() + " " + Digest.abbreviate(expected.sha256()));
          return addresses.stream().map(url -> reply(url, expected)).toList();
        },
        models);
  }

  PromoteReport promote(Reloader reloader, ModelName... models) {
    PromotionSettings settings =
        new PromotionSettings(
            paths(),
            urls,
            Duration.ofMillis(200),
            dryRun,
            keep,
            together,
            new LedgerAuthor("tester", "testhost", "promote"),
            key,
            probation,
            evenIfRolledBack);
    return new Promotion(
            settings, gateRules, evidence, hooks, reloader, Clock.fixed(NOW, ZoneOffset.UTC), this)
        .run(models.length == 0 ? ModelName.all() : List.of(models));
  }

  /** One command brings this version back, and a runtime that serves the alias says so. */
  void assertRollbackRestores(ModelName model, byte[] former) {
    try (FakeRuntime runtime = FakeRuntime.telling(model.id(), paths().alias(model));
        ReloadClient client = new ReloadClient(ReloadSettings.defaults())) {
      ModelOutcome outcome =
          new RollbackRun(
                  PromotionSettings.of(
                      paths(),
                      Map.of(model, List.of(runtime.url())),
                      new LedgerAuthor("tester", "testhost", "rollback " + model.id())),
                  client.inWaves(RolloutPlan.canaryThenRest()),
                  Clock.fixed(NOW, ZoneOffset.UTC),
                  this)
              .run(model, Optional.empty());
      assertThat(outcome.failure()).isEmpty();
      assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
      assertThat(live(model)).contains(Digest.of(former));
      assertThat(outcome.reload()).hasSize(1);
      assertThat(outcome.reload().get(0).servedSha256()).contains(Digest.of(former));
      assertThat(runtime.requests).hasSize(1);
    }
  }

  ReloadReply reply(URI url, ExpectedModel expected) {
    return new ReloadReply(
        url.toString(),
        answer,
        OptionalInt.of(200),
        Optional.of("ok"),
        Optional.of(expected.sha256()),
        OptionalLong.of(expected.epochSeconds()),
        1,
        answer == ReloadReply.Outcome.FAILED ? "HTTP 415" : "");
  }

  /** Every file below the folder with its digest and its time: what "touches nothing" means. */
  Map<String, String> snapshot() {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.toList()) {
        String content = Files.isDirectory(path) ? "folder" : Digest.of(Files.readAllBytes(path));
        files.put(
            directory.relativize(path).toString(),
            content + " " + Files.getLastModifiedTime(path).toInstant());
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void warning(String text) {
    warnings.add(text);
  }

  @Override
  public void finished(ModelOutcome outcome) {
    finished.add(outcome);
  }

  static void folder(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path path, byte[] content) {
    try {
      Files.write(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
