package ratchet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.store.StoredVersions.open;
import static ratchet.store.StoredVersions.promote;
import static ratchet.store.StoredVersions.sha256;
import static ratchet.store.StoredVersions.version;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Digest;
import ratchet.model.InputException;

class AliasStoreRecoveryTest {
  @TempDir Path folder;
  private ModelPaths paths;

  @BeforeEach
  void begin() {
    paths = ModelPaths.of(folder);
  }

  private List<LedgerEvent> openAgain() {
    List<LedgerEvent> recovered;
    try (AliasStore store = open(paths)) {
      recovered = store.recovered();
      assertThat(store.ledger().verify()).isInstanceOf(LedgerVerification.Intact.class);
    }
    try (AliasStore store = open(paths)) {
      assertThat(store.recovered()).as("recovered once, and for all").isEmpty();
    }
    return recovered;
  }

  private void assertSays(String reason, String from, String to) {
    assertThat(openAgain())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.event()).isEqualTo(LedgerEvent.Kind.RECOVERED);
              assertThat(event.reason()).isEqualTo(reason);
              assertThat(event.fromSha256()).isEqualTo(from);
              assertThat(event.toSha256()).isEqualTo(to);
            });
  }

  @Test
  void entersAnAliasThatTheLedgerSeesForTheFirstTime() throws IOException {
    Files.write(paths.alias(FILLNET), version(1));
    assertSays("alias_new_to_ledger", null, sha256(1));
    assertThat(new AliasReader(paths).archived(FILLNET, sha256(1))).contains(version(1));
  }

  @Test
  void entersASwitchThatWasNotRecorded() {
    promote(paths, 1);
    try (AliasStore store = open(paths)) {
      store.replace(FILLNET, version(2));
    }
    assertSays("switch_not_recorded", sha256(1), sha256(2));
  }

  @Test
  void entersAnAliasThatSomebodyElseWrote() throws IOException {
    promote(paths, 1);
    Files.write(paths.alias(FILLNET), version(9));
    assertSays("alias_changed_outside", sha256(1), sha256(9));
    assertThat(new AliasReader(paths).archived(FILLNET, sha256(9))).isPresent();
  }

  @Test
  void entersThatAnAliasIsGone() throws IOException {
    promote(paths, 1);
    Files.delete(paths.alias(FILLNET));
    assertSays("alias_missing", sha256(1), null);
  }

  @Test
  void removesWhatWasBegunAndNotFinished() throws IOException {
    promote(paths, 1);
    Files.write(folder.resolve(".fillnet.json" + AliasStore.TEMPORARY_SUFFIX), new byte[] {'{'});
    Files.write(
        paths.historyFolder(FILLNET).resolve(".x.json" + AliasStore.TEMPORARY_SUFFIX),
        new byte[] {'{'});
    assertSays("temporary_files_removed(2)", sha256(1), sha256(1));
    assertThat(StoredVersions.unfinished(folder)).isEmpty();
  }

  @Test
  void setsAnUnfinishedLedgerLineAside() throws IOException {
    promote(paths, 1);
    byte[] torn = "{\"at\":\"2026-03-01T12:00".getBytes(StandardCharsets.UTF_8);
    Files.write(paths.ledger(), torn, StandardOpenOption.APPEND);
    String name = "ledger.torn-" + Digest.abbreviate(Digest.of(torn)) + ".txt";
    List<LedgerEvent> recovered = openAgain();
    assertThat(recovered)
        .extracting(LedgerEvent::reason)
        .containsExactly("torn_line_set_aside(" + name + ")");
    assertThat(recovered.get(0).model()).isNull();
    assertThat(folder.resolve(name)).hasBinaryContent(torn);
  }

  @Test
  void setsALastLineThatIsNoEventAside() throws IOException {
    promote(paths, 1);
    Files.writeString(paths.ledger(), "garbage\n", StandardOpenOption.APPEND);
    assertThat(openAgain())
        .singleElement()
        .satisfies(event -> assertThat(event.reason()).startsWith("torn_line_set_aside("));
  }

  @Test
  void saysATornLineThatAKilledRecoverySetAsideInSilence() throws IOException {
    promote(paths, 1);
    Files.writeString(folder.resolve("ledger.torn-0123456789ab.txt"), "half");
    assertThat(openAgain())
        .extracting(LedgerEvent::reason)
        .containsExactly("torn_line_set_aside(ledger.torn-0123456789ab.txt)");
  }

  @Test
  void refusesALedgerThatIsDamagedInTheMiddleAndChangesNothing() throws IOException {
    promote(paths, 1, 2, 3);
    List<String> lines = Files.readAllLines(paths.ledger());
    Files.writeString(paths.ledger(), lines.get(0) + "\nbroken\n" + lines.get(2) + "\n");
    byte[] before = Files.readAllBytes(paths.ledger());
    assertThatThrownBy(() -> open(paths))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ledger.jsonl line 2 is not valid JSON");
    assertThat(paths.ledger()).hasBinaryContent(before);
    Files.move(paths.ledger(), folder.resolve("ledger.old"));
    open(paths).close();
  }
}
