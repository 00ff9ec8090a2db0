package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.model.ModelName.ALPHA;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.store.StoredVersions.alias;
import static ratchet.store.StoredVersions.promote;
import static ratchet.store.StoredVersions.sha256;
import static ratchet.store.StoredVersions.version;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.AliasReader;
import ratchet.store.Ledger;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;
import ratchet.store.StoredVersions;

/** The way back when something else is broken, too. */
class RollbackEmergencyTest {
  @TempDir Path folder;
  private ModelPaths paths;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void twoVersionsWereLive() {
    paths = ModelPaths.of(folder);
    promote(paths, 1, 2);
  }

  private List<ModelOutcome> rollback(boolean dryRun, String version, ModelName... models) {
    PromotionSettings settings =
        new PromotionSettings(
            paths,
            Map.of(),
            StoredVersions.SHORT,
            dryRun,
            false,
            LedgerAuthor.of("rollback fillnet"));
    return new RollbackRun(
            settings, (model, urls, expected) -> List.of(), StoredVersions.CLOCK, warnings::add)
        .runAll(List.of(models), Optional.ofNullable(version));
  }

  @Test
  void worksWithADamagedLedgerWhereTheVersionIsNamed() throws IOException {
    Files.writeString(paths.ledger(), "not json\nnot json either\n");
    ModelOutcome outcome = rollback(false, sha256(1).substring(0, 8), FILLNET).get(0);
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(outcome.failure()).isEmpty();
    assertThat(alias(paths)).isEqualTo(version(1));
    assertThat(warnings).anyMatch(text -> text.contains("ledger.jsonl line 1 is not valid JSON"));
    assertThat(warnings).anyMatch(text -> text.contains("the ledger could not be written"));
  }

  @Test
  void goesToTheOnlyOtherVersionWhereTheLedgerIsLostOrDamaged() throws IOException {
    for (boolean lost : new boolean[] {true, false}) {
      if (lost) {
        Files.delete(paths.ledger());
      } else {
        Files.writeString(paths.ledger(), "not json\nnot json either\n");
      }
      Files.write(paths.alias(FILLNET), version(2));
      ModelOutcome outcome = rollback(false, null, FILLNET).get(0);
      assertThat(outcome.state()).as("lost " + lost).isEqualTo(ModelOutcome.State.OK);
      assertThat(alias(paths)).isEqualTo(version(1));
      assertThat(warnings).anyMatch(text -> text.contains("the only other version"));
    }
  }

  @Test
  void namesTheChoicesWhereTheArchiveHasSeveral() throws IOException {
    promote(paths, 3);
    Files.delete(paths.ledger());
    ModelOutcome outcome = rollback(false, null, FILLNET).get(0);
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.FAILED);
    assertThat(outcome.failure().orElseThrow())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the archive holds 2: " + sha256(2).substring(0, 12) + " created ");
    assertThat(outcome.failure().orElseThrow().remedy()).contains("rollback fillnet --to ");
    assertThat(alias(paths)).isEqualTo(version(3));
  }

  @Test
  void takesSeveralModelsEachByItself() {
    List<ModelOutcome> outcomes = rollback(false, null, ALPHA, FILLNET);
    assertThat(outcomes)
        .extracting(outcome -> outcome.line("ROLLBACK", false).split(" sha256")[0])
        .containsExactly(
            "ROLLBACK alpha=failed still_live=none reason=not_possible",
            "ROLLBACK fillnet=ok reason=rollback_to_previous_version reload=skipped(no_url)");
    assertThat(alias(paths)).isEqualTo(version(1));
  }

  @Test
  void aDryRunTouchesNothing() throws IOException {
    byte[] ledger = Files.readAllBytes(paths.ledger());
    ModelOutcome outcome = rollback(true, null, FILLNET).get(0);
    assertThat(outcome.line("ROLLBACK", true))
        .isEqualTo(
            "ROLLBACK fillnet=would_ok reason=rollback_to_previous_version"
                + " reload=skipped(dry_run) sha256="
                + sha256(1).substring(0, 12));
    assertThat(outcome.liveSha256()).contains(sha256(2));
    assertThat(new AliasReader(paths).liveSha256(FILLNET)).contains(sha256(2));
    assertThat(paths.ledger()).hasBinaryContent(ledger);
  }

  @Test
  void aForgedOrForgottenNoteOfASwitchIsNotInTheWay() throws IOException {
    Files.writeString(paths.intent(), "{\"kind\":\"nonsense\"}");
    assertThat(rollback(false, null, FILLNET).get(0).state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(alias(paths)).isEqualTo(version(1));
    assertThat(paths.intent()).doesNotExist();
    assertThat(new Ledger(paths.ledger()).live(FILLNET))
        .get()
        .extracting(LedgerEvent::event)
        .isEqualTo(LedgerEvent.Kind.ROLLED_BACK);
  }
}
