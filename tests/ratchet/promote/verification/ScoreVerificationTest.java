package ratchet.promote.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.model.ModelName.ALPHA;
import static ratchet.model.ModelName.FILLNET;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.ReloadReply.Outcome;
import ratchet.promote.reload.Reloader;
import ratchet.promote.reload.Reloader.ExpectedModel;
import ratchet.promote.served.ScoresLog;
import ratchet.store.ModelPaths;

@Timeout(60)
class ScoreVerificationTest {
  private static final long NOW = Instant.parse("2026-03-01T13:00:00Z").toEpochMilli();
  private static final URI URL = URI.create("http://127.0.0.1:1/control/reload-models");

  @TempDir Path folder;
  private ModelPaths paths;
  private ScoresLog log;
  private final List<String> notices = new ArrayList<>();

  /** What happens while the verification waits: it says that it waits just before. */
  private Runnable meanwhile = () -> {};

  @BeforeEach
  void begin() throws IOException {
    paths = ModelPaths.of(folder);
    log = new ScoresLog(folder.resolve("trenches.db"));
    Files.write(paths.alias(ALPHA), ScoresLog.model(2));
    log.answer(ScoresLog.model(1), NOW - 60_000, 0.5);
  }

  private ReloadReply reload(ModelName model, Outcome outcome, Duration patience) {
    Reloader inner = (name, urls, expected) -> List.of(reply(outcome));
    return new ScoreVerification(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC))
        .around(
            inner,
            paths,
            LogFiles.of(log.file()),
            patience,
            notice -> {
              notices.add(notice);
              new Thread(() -> later(meanwhile)).start();
            })
        .reload(model, List.of(URL), ExpectedModel.of(ALPHA, ScoresLog.model(2)))
        .get(0);
  }

  /** After the row that was last before the wait has been noted. */
  private static void later(Runnable what) {
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    what.run();
  }

  private static ReloadReply reply(Outcome outcome) {
    return new ReloadReply(
        URL.toString(),
        outcome,
        OptionalInt.of(200),
        Optional.of("ok"),
        Optional.empty(),
        OptionalLong.empty(),
        1,
        "");
  }

  @Test
  void newScoresOfTheAliasConfirm() {
    meanwhile = () -> log.answer(ScoresLog.model(2), NOW + 500, 0.25);
    ReloadReply reply = reload(ALPHA, Outcome.UNVERIFIED, Duration.ofSeconds(40));
    assertThat(reply.outcome()).isEqualTo(Outcome.OK);
    assertThat(reply.summary()).isEqualTo("ok(200)");
    assertThat(reply.detail()).isEqualTo("3 new scores agree with the alias to 1e-9");
    assertThat(notices).singleElement().asString().contains("waiting up to 40 s for new scores");
  }

  @Test
  void newScoresOfAnotherModelAreAFailedReload() {
    meanwhile = () -> log.answer(ScoresLog.model(1), NOW + 500, 0.25);
    ReloadReply reply = reload(ALPHA, Outcome.UNVERIFIED, Duration.ofSeconds(40));
    assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(reply.detail())
        .startsWith("3 of 3 new scores differ from those of the alias, by up to 0.02");
  }

  @Test
  void withoutANewScoreItStaysUnverified() {
    // late rows of before the reload, written after it, say nothing
    meanwhile = () -> log.answer(ScoresLog.model(1), NOW - 500, 0.25);
    ReloadReply reply = reload(ALPHA, Outcome.UNVERIFIED, Duration.ofSeconds(3));
    assertThat(reply.outcome()).isEqualTo(Outcome.UNVERIFIED);
    assertThat(reply.detail()).isEqualTo("no new scores within 3 s");
  }

  @Test
  void whatIsToldOrIsNotAlphaIsNotWaitedFor() {
    assertThat(reload(ALPHA, Outcome.OK, Duration.ofDays(1)).outcome()).isEqualTo(Outcome.OK);
    assertThat(reload(ALPHA, Outcome.FAILED, Duration.ofDays(1)).outcome())
        .isEqualTo(Outcome.FAILED);
    assertThat(reload(FILLNET, Outcome.UNVERIFIED, Duration.ofDays(1)).outcome())
        .isEqualTo(Outcome.UNVERIFIED);
    assertThat(notices).isEmpty();
  }

  @Test
  void aDatabaseThatIsNotThereIsSaidBeforeAnythingIsAsked() throws IOException {
    Files.delete(log.file());
    assertThatThrownBy(() -> reload(ALPHA, Outcome.OK, Duration.ofSeconds(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("trenches.db");
  }
}
