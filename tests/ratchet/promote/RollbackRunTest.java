package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.store.StoredVersions.alias;
import static ratchet.store.StoredVersions.promote;
import static ratchet.store.StoredVersions.sha256;
import static ratchet.store.StoredVersions.version;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.UnconfirmedException;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;
import ratchet.store.Ledger;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerVerification;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;
import ratchet.store.StoredVersions;

class RollbackRunTest {
  private static final URI URL = URI.create("http://127.0.0.1:1/control/reload-models");

  @TempDir Path folder;
  private ModelPaths paths;
  private final List<String> asked = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void begin() {
    paths = ModelPaths.of(folder);
  }

  private ModelOutcome rollback(String version) {
    return rollback(version, ReloadReply.Outcome.OK, false);
  }

  /** The runtime answers the first request as given, and confirms every later one. */
  private ModelOutcome rollback(String version, ReloadReply.Outcome first, boolean keep) {
    PromotionSettings settings =
        new PromotionSettings(
            paths,
            Map.of(FILLNET, List.of(URL)),
            StoredVersions.SHORT,
            false,
            keep,
            LedgerAuthor.of("rollback fillnet"));
    List<ReloadReply.Outcome> outcomes = new ArrayList<>(List.of(first));
    Reloader reloader =
        (model, urls, expected) -> {
          asked.add(expected.sha256());
          return List.of(reply(outcomes.size() == 1 ? outcomes.remove(0) : ReloadReply.Outcome.OK));
        };
    PromotionListener listener =
        new PromotionListener() {
          @Override
          public void warning(String text) {
            warnings.add(text);
          }

          @Override
          public void finished(ModelOutcome outcome) {}
        };
    return new RollbackRun(settings, reloader, StoredVersions.CLOCK, listener)
        .run(FILLNET, Optional.ofNullable(version));
  }

  private static ReloadReply reply(ReloadReply.Outcome outcome) {
    return new ReloadReply(
        URL.toString(),
        outcome,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        1,
        outcome == ReloadReply.Outcome.FAILED ? "connection refused" : "");
  }

  private List<String> kinds() {
    return new Ledger(paths.ledger()).read().stream().map(event -> event.event().id()).toList();
  }

  @Test
  void bringsThePreviousVersionBack() {
    promote(paths, 1, 2);
    ModelOutcome outcome = rollback(null);
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(outcome.championSha256()).contains(sha256(2));
    assertThat(outcome.candidateSha256()).contains(sha256(1));
    assertThat(outcome.liveSha256()).contains(sha256(1));
    assertThat(outcome.failure()).isEmpty();
    assertThat(alias(paths)).isEqualTo(version(1));
    assertThat(asked).containsExactly(sha256(1));
    assertThat(kinds()).containsExactly("promoted", "promoted", "rolled_back");
    assertThat(new Ledger(paths.ledger()).verify()).isEqualTo(new LedgerVerification.Intact(3));
  }

  @Test
  void doesNoMoreTheSecondTime() {
    promote(paths, 1, 2, 3);
    rollback(null);
    ModelOutcome again = rollback(null);
    assertThat(again.state()).isEqualTo(ModelOutcome.State.UNCHANGED);
    assertThat(again.liveSha256()).contains(sha256(2));
    assertThat(again.failure()).isEmpty();
    assertThat(alias(paths)).isEqualTo(version(2));
    assertThat(asked).hasSize(1);
    assertThat(kinds()).hasSize(4);
  }

  @Test
  void goesBackAgainAfterAnotherPromotion() {
    promote(paths, 1, 2);
    rollback(null);
    promote(paths, 3);
    rollback(null);
    assertThat(alias(paths)).isEqualTo(version(1));
  }

  @Test
  void bringsANamedVersionBackAndForth() {
    promote(paths, 1, 2, 3);
    assertThat(rollback(sha256(1).substring(0, 8)).liveSha256()).contains(sha256(1));
    assertThat(rollback(sha256(1)).state()).isEqualTo(ModelOutcome.State.UNCHANGED);
    assertThat(rollback(sha256(3)).liveSha256()).contains(sha256(3));
  }

  @Test
  void refusesAVersionThatThereIsNot() {
    promote(paths, 1);
    assertThatThrownBy(() -> rollback("00000000"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no version of fillnet has a digest that begins with 00000000");
    assertThatThrownBy(() -> rollback(null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("fillnet has no earlier version");
    assertThat(alias(paths)).isEqualTo(version(1));
    assertThat(kinds()).containsExactly("promoted");
    assertThat(asked).isEmpty();
  }

  @Test
  void goesToTheNewestVersionThatLoadsAndSaysWhatItSkipped() throws IOException {
    promote(paths, 1, 2, 3, 4);
    Files.delete(paths.historyFolder(FILLNET).resolve(sha256(3) + ".json"));
    Files.writeString(paths.historyFolder(FILLNET).resolve(sha256(2) + ".json"), "{}");
    assertThat(rollback(null).liveSha256()).contains(sha256(1));
    assertThat(alias(paths)).isEqualTo(version(1));
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("goes back to " + Digest.abbreviate(sha256(1)))
        .containsSubsequence(
            Digest.abbreviate(sha256(3)) + ": no version of fillnet has a digest",
            Digest.abbreviate(sha256(2)) + ": ",
            "is damaged",
            "rollback fillnet --to SHA");
  }

  @Test
  void doesNotGoBackToAVersionThatWasRolledBack() throws IOException {
    promote(paths, 1, 2, 3);
    rollback(null);
    promote(paths, 4);
    Files.delete(paths.historyFolder(FILLNET).resolve(sha256(2) + ".json"));
    assertThat(rollback(null).liveSha256()).contains(sha256(1));
  }

  @Test
  void namesEveryVersionWhereNoneCanBeUsed() throws IOException {
    promote(paths, 1, 2, 3);
    Files.delete(paths.historyFolder(FILLNET).resolve(sha256(1) + ".json"));
    Files.delete(paths.historyFolder(FILLNET).resolve(sha256(2) + ".json"));
    assertThatThrownBy(() -> rollback(null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(Digest.abbreviate(sha256(1)))
        .hasMessageContaining(Digest.abbreviate(sha256(2)))
        .extracting(e -> ((InputException) e).remedy())
        .asString()
        .contains("--to SHA");
    assertThat(alias(paths)).isEqualTo(version(3));
    assertThat(asked).isEmpty();
  }

  @Test
  void refusesAVersionThatDoesNotLoad() throws IOException {
    byte[] broken = "{\"version\":2}".getBytes(StandardCharsets.UTF_8);
    Files.write(paths.alias(FILLNET), broken);
    promote(paths, 1);
    byte[] ledger = Files.readAllBytes(paths.ledger());
    assertThatThrownBy(() -> rollback(null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(Digest.of(broken) + ".json: ");
    assertThat(alias(paths)).isEqualTo(version(1));
    assertThat(paths.ledger()).hasBinaryContent(ledger);
    assertThat(asked).isEmpty();
  }

  @Test
  void putsBackWhatWasLiveWhenTheRuntimeDoesNotConfirm() {
    promote(paths, 1, 2);
    ModelOutcome outcome = rollback(null, ReloadReply.Outcome.FAILED, false);
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.FAILED);
    assertThat(outcome.line("ROLLBACK", false))
        .startsWith("ROLLBACK fillnet=failed still_live=" + sha256(2).substring(0, 12))
        .contains(" reason=reload_not_confirmed reload=failed(connection_refused)");
    assertThat(outcome.liveSha256()).contains(sha256(2));
    assertThat(outcome.failure()).containsInstanceOf(UnconfirmedException.class);
    assertThat(outcome.failure().orElseThrow())
        .hasMessageContaining(URL + " failed(connection refused)");
    assertThat(alias(paths)).isEqualTo(version(2));
    assertThat(asked).containsExactly(sha256(1), sha256(2));
    assertThat(kinds()).containsExactly("promoted", "promoted", "reload_failed", "rollback_failed");
    assertThat(rollback(null).liveSha256()).as("it can be tried again").contains(sha256(1));
  }

  @Test
  void keepsTheVersionInSpiteOfTheRuntimeWhenAsked() {
    promote(paths, 1, 2);
    ModelOutcome outcome = rollback(null, ReloadReply.Outcome.FAILED, true);
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(outcome.failure()).containsInstanceOf(UnconfirmedException.class);
    assertThat(alias(paths)).isEqualTo(version(1));
    assertThat(asked).containsExactly(sha256(1));
  }

  @Test
  void doesNotPutAFileBackThatDoesNotLoad() throws IOException {
    promote(paths, 1);
    Files.writeString(paths.alias(FILLNET), "garbage");
    ModelOutcome outcome = rollback(null, ReloadReply.Outcome.FAILED, false);
    assertThat(alias(paths)).isEqualTo(version(1));
    assertThat(outcome.liveSha256()).contains(sha256(1));
    assertThat(outcome.failure()).isPresent();
    assertThat(warnings).anyMatch(text -> text.contains("does not load"));
  }

  @Test
  void bringsAnAliasBackThatWasDeletedOrOverwritten() throws IOException {
    promote(paths, 1);
    Files.delete(paths.alias(FILLNET));
    assertThat(rollback(null).state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(alias(paths)).isEqualTo(version(1));
    Files.writeString(paths.alias(FILLNET), "garbage");
    assertThat(rollback(null).state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(alias(paths)).isEqualTo(version(1));
    assertThat(warnings).hasSize(2);
  }

  @Test
  void countsAsDoneWhereThereIsNoRuntime() {
    promote(paths, 1, 2);
    PromotionSettings settings =
        PromotionSettings.of(paths, Map.of(), LedgerAuthor.of("rollback fillnet"));
    ModelOutcome outcome =
        new RollbackRun(
                settings,
                (model, urls, expected) -> {
                  throw new AssertionError("nobody is there to ask");
                },
                StoredVersions.CLOCK,
                PromotionListener.NONE)
            .run(FILLNET, Optional.empty());
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(outcome.reload())
        .extracting(ReloadReply::summary)
        .containsExactly("skipped(no_url)");
  }
}
