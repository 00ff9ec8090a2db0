package ratchet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.store.StoredVersions.promote;
import static ratchet.store.StoredVersions.version;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.model.InputException;
import ratchet.promote.StoreInvariants;

class AliasStoreFaultTest {
  private static final int FOREVER = 1_000_000;

  @TempDir Path folder;
  private ModelPaths paths;

  @BeforeEach
  void begin() {
    paths = ModelPaths.of(folder);
    promote(paths, 0);
  }

  private AliasStore open(FileOperations operations) {
    return StoredVersions.open(
        paths, StoredVersions.SHORT, StoredVersions.CLOCK, LedgerAuthor.of("test"), operations);
  }

  /** Replaces by version 1 on a disk that fails; whether it got through all the same. */
  private boolean replaceOn(FailingFileOperations operations) {
    try (AliasStore store = open(operations)) {
      InputException failure =
          catchThrowableOfType(InputException.class, () -> store.replace(FILLNET, version(1)));
      if (failure == null) {
        return true;
      }
      assertThat(failure.remedy()).isNotBlank();
      boolean old = Arrays.equals(StoredVersions.alias(paths), version(0));
      assertThat(failure.getMessage().contains("the alias was changed"))
          .as(failure.getMessage())
          .isEqualTo(!old);
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Input/output error", "Read-only file system"})
  void leavesTheAliasAsItWasWhenOneStepFails(String reason) throws IOException {
    int step = 0;
    boolean done = false;
    while (!done) {
      step++;
      done = replaceOn(new FailingFileOperations(reason, step, 1));
      assertThat(StoredVersions.alias(paths)).as("step " + step).isEqualTo(version(done ? 1 : 0));
      assertThat(StoredVersions.unfinished(folder)).as("step " + step).isEmpty();
      clearHistory();
    }
    assertThat(step).isGreaterThan(10);
  }

  @Test
  void leavesAWholeAliasWhenEveryStepFailsFromOneOn() throws IOException {
    int step = 0;
    boolean done = false;
    while (!done) {
      step++;
      done = replaceOn(new FailingFileOperations("Input/output error", step, FOREVER));
      StoreInvariants.assertWhole(paths, 0, 1);
      clearHistory();
      restore();
    }
    assertThat(step).isGreaterThan(8);
  }

  private void restore() {
    promote(paths, 0);
  }

  /** So that every run archives both versions anew. */
  private void clearHistory() throws IOException {
    if (!Files.exists(paths.historyFolder(FILLNET))) {
      return;
    }
    try (var files = Files.list(paths.historyFolder(FILLNET))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(paths.historyFolder(FILLNET));
  }

  @Test
  void saysThatTheDiskIsFull() {
    try (AliasStore store = open(new FailingFileOperations("No space left on device", 2, 1))) {
      assertThatThrownBy(() -> store.replace(FILLNET, version(1)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("fillnet.json: No space left on device; the alias is unchanged")
          .satisfies(
              failure ->
                  assertThat(((InputException) failure).remedy()).contains("free some space"));
    }
  }

  @Test
  void leavesTheLedgerAsItWasWhenALineCannotBeWritten() throws IOException {
    byte[] before = Files.readAllBytes(paths.ledger());
    LedgerEvent event =
        StoredVersions.event(LedgerEvent.Kind.REFUSED, null, null, StoredVersions.NOON);
    Ledger ledger =
        new Ledger(paths.ledger(), new FailingFileOperations("No space left on device", 1, 1));
    assertThatThrownBy(() -> ledger.append(event))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the ledger is unchanged");
    assertThat(paths.ledger()).hasBinaryContent(before);
    ledger.append(event);
    assertThat(ledger.verify()).isEqualTo(new LedgerVerification.Intact(2));
  }

  @Test
  void repairsALineThatCouldNotBeTakenBack() {
    Ledger ledger =
        new Ledger(
            paths.ledger(), new FailingFileOperations("No space left on device", 1, FOREVER));
    LedgerEvent event =
        StoredVersions.event(LedgerEvent.Kind.REFUSED, null, null, StoredVersions.NOON);
    assertThatThrownBy(() -> ledger.append(event))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("its last line is unfinished");
    assertThatThrownBy(() -> new Ledger(paths.ledger()).append(event))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ends in an unfinished line");
    StoreInvariants.assertWhole(paths, 0);
  }

  @Test
  void keepsTheOrderOfLinesWhenTheClockJumpsBack() {
    Clock before = Clock.fixed(StoredVersions.NOON.minusSeconds(3600), ZoneOffset.UTC);
    try (AliasStore store =
        AliasStore.open(PromotionSettings.of(paths, Map.of(), LedgerAuthor.of("test")), before)) {
      store.replace(FILLNET, version(1));
      store
          .ledger()
          .append(
              StoredVersions.event(
                  LedgerEvent.Kind.PROMOTED,
                  StoredVersions.sha256(0),
                  StoredVersions.sha256(1),
                  before.instant()));
    }
    Optional<LedgerEvent> live = LiveVersions.of(FILLNET, new Ledger(paths.ledger()).read());
    assertThat(live.orElseThrow().toSha256()).isEqualTo(StoredVersions.sha256(1));
    try (AliasStore store = StoredVersions.open(paths)) {
      assertThat(store.recovered()).isEmpty();
    }
  }
}
