package ratchet.promote.served;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.model.ModelName.ALPHA;
import static ratchet.model.ModelName.FILLNET;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.logs.LogFiles;
import ratchet.model.ModelName;
import ratchet.promote.reload.FakeRuntime;
import ratchet.store.ModelPaths;
import ratchet.store.StoredVersions;

class ServedCandidatesTest {
  @TempDir Path folder;
  private ModelPaths paths;
  private Path database;

  @BeforeEach
  void begin() throws IOException {
    paths = ModelPaths.of(folder);
    database = folder.resolve("trenches.db");
    Files.write(paths.candidate(FILLNET), StoredVersions.version(2));
  }

  private List<String> warnings(ModelName model, URI... urls) {
    return new ServedCandidates(
            paths, Map.of(), Map.of(model, List.of(urls)), LogFiles.of(database))
        .warnings();
  }

  /** As the executor tells it: the second of `created`, and no digest. */
  private static FakeRuntime executor(int version) {
    return FakeRuntime.saying(200, "")
        .withMetrics(
            "fillnet_model_epoch_seconds "
                + StoredVersions.expected(version).epochSeconds()
                + "\n");
  }

  @Test
  void aRuntimeWithTheCreatedTimeOfAnUnpromotedCandidateIsNamed() {
    try (FakeRuntime runtime = executor(2)) {
      assertThat(warnings(FILLNET, runtime.url()))
          .singleElement()
          .asString()
          .startsWith("the runtime at " + runtime.url() + " serves " + paths.candidate(FILLNET))
          .contains("never promoted", "--models-dir", "PROMOTE_FILLNET_ALIAS");
      assertThat(runtime.asked()).as("nobody is asked to reload").isZero();
    }
  }

  @Test
  void aRuntimeWithTheDigestOfAnUnpromotedCandidateIsNamed() {
    String metrics = "fillnet_model_info{sha256=\"" + StoredVersions.sha256(2) + "\"} 1\n";
    try (FakeRuntime runtime = FakeRuntime.saying(200, "").withMetrics(metrics)) {
      assertThat(warnings(FILLNET, runtime.url())).hasSize(1);
    }
  }

  @Test
  void whatWasPromotedOrIsAnotherVersionIsFine() {
    StoredVersions.promote(paths, 1);
    try (FakeRuntime runtime = executor(1)) {
      assertThat(warnings(FILLNET, runtime.url())).isEmpty();
    }
    StoredVersions.promote(paths, 2, 1);
    try (FakeRuntime runtime = executor(2)) {
      assertThat(warnings(FILLNET, runtime.url())).as("it was live once").isEmpty();
    }
  }

  @Test
  void whatCannotBeAskedOrReadTellsNothing() throws IOException {
    assertThat(warnings(FILLNET, URI.create("http://127.0.0.1:1/control/reload-models"))).isEmpty();
    try (FakeRuntime runtime = FakeRuntime.saying(200, "")) {
      assertThat(warnings(FILLNET, runtime.url())).isEmpty();
      Files.writeString(paths.candidate(FILLNET), "{");
      assertThat(warnings(FILLNET, runtime.url())).isEmpty();
      Files.delete(paths.candidate(FILLNET));
      assertThat(warnings(FILLNET, runtime.url())).isEmpty();
    }
    Files.write(paths.candidate(ALPHA), ScoresLog.model(2));
    assertThat(warnings(ALPHA)).isEmpty();
    Files.writeString(database, "no database");
    assertThat(warnings(ALPHA)).isEmpty();
  }

  @Test
  void theScoresOfAnUnpromotedCandidateAreSeenInTheLog() throws IOException {
    ScoresLog log = new ScoresLog(database);
    Files.write(paths.candidate(ALPHA), ScoresLog.model(2));
    Files.write(paths.alias(ALPHA), ScoresLog.model(1));
    for (int i = 0; i < 12; i++) {
      log.answer(ScoresLog.model(1), 1_000_000_000_000L + i, 0.05 * i);
    }
    assertThat(warnings(ALPHA)).isEmpty();
    for (int i = 0; i < 12; i++) {
      log.answer(ScoresLog.model(2), 1_000_000_001_000L + i, 0.05 * i);
    }
    assertThat(warnings(ALPHA))
        .singleElement()
        .asString()
        .startsWith("the last scores in " + database + " are those of " + paths.candidate(ALPHA));
    // an alias that scores the same is no candidate that went live by itself
    Files.write(paths.alias(ALPHA), ScoresLog.model(2));
    assertThat(warnings(ALPHA)).isEmpty();
  }
}
