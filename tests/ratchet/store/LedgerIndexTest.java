package ratchet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.model.ModelName.ALPHA;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.store.StoredVersions.NOON;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;

/** What a ledger of thousands of lines answers from its index, its last lines, or from both. */
class LedgerIndexTest {
  private static final int EVENTS = 3_000;

  @TempDir Path folder;
  private Path file;
  private List<LedgerEvent> written;

  @BeforeEach
  void begin() {
    file = folder.resolve("ledger.jsonl");
    written = LargeLedger.write(file, EVENTS, 7);
  }

  /** A ledger that counts what it reads. */
  private static final class Counting extends LocalFileOperationsProxy {
    long opened;
    long bytes;

    @Override
    public SeekableByteChannel open(Path path) throws IOException {
      opened++;
      return new CountingChannel(
          Files.newByteChannel(path, StandardOpenOption.READ), n -> bytes += n);
    }
  }

  private void assertAnswersAsTheLines(Ledger ledger) {
    LedgerTimeline timeline = new LedgerTimeline(written);
    for (ModelName model : ModelName.values()) {
      assertThat(ledger.live(model)).isEqualTo(LiveVersions.of(model, written));
      assertThat(ledger.lastStanding(model))
          .isEqualTo(timeline.lastStanding(model).map(event -> event.withGates(null)));
    }
    for (Instant at :
        List.of(NOON.minusSeconds(1), NOON.plusSeconds(70), NOON.plusSeconds(EVENTS / 2))) {
      assertThat(ledger.liveAt(at)).isEqualTo(LiveVersions.at(at, written));
    }
    assertThat(ledger.liveAt(Instant.MAX)).isEqualTo(LiveVersions.at(Instant.MAX, written));
    assertThat(ledger.size()).isEqualTo(written.size());
    assertThat(ledger.latest(Optional.empty(), Optional.empty(), 50))
        .isEqualTo(written.subList(written.size() - 50, written.size()));
    Instant since = NOON.plusSeconds(EVENTS - 100);
    List<LedgerEvent> ofAlpha =
        written.stream()
            .filter(event -> event.model() == ALPHA && !event.at().isBefore(since))
            .toList();
    assertThat(ledger.latest(Optional.of(ALPHA), Optional.of(since), Integer.MAX_VALUE))
        .isEqualTo(ofAlpha);
  }

  @Test
  void answersTheSameWithAnIndexWithoutOneAndWithAnOldOne() {
    assertAnswersAsTheLines(new Ledger(file));
    new Ledger(file).saveIndex();
    assertThat(LedgerIndex.of(file)).isRegularFile();
    assertAnswersAsTheLines(new Ledger(file));
    Ledger appended = new Ledger(file);
    for (int i = 0; i < 30; i++) {
      written.add(appended.append(LargeLedger.event(i, new Random(i), EVENTS + i)));
    }
    assertAnswersAsTheLines(appended);
    assertAnswersAsTheLines(new Ledger(file));
    assertThat(new Ledger(file).verify()).isEqualTo(new LedgerVerification.Intact(EVENTS + 30));
  }

  @Test
  void readsTheEndAloneOnceThereIsAnIndex() throws IOException {
    new Ledger(file).saveIndex();
    Counting operations = new Counting();
    Ledger ledger = new Ledger(file, operations);
    ledger.append(LargeLedger.event(1, new Random(1), EVENTS));
    ledger.lastStanding(FILLNET);
    ledger.live(FILLNET);
    assertThat(operations.bytes).isPositive().isLessThan(Files.size(file) / 20);
  }

  @Test
  void aLostIndexIsMadeAnewByTheNextWriter() throws IOException {
    ModelPaths paths = ModelPaths.of(folder);
    StoredVersions.open(paths).close();
    assertThat(paths.ledgerIndex()).isRegularFile();
    Files.delete(paths.ledgerIndex());
    StoredVersions.open(paths).close();
    assertThat(paths.ledgerIndex()).isRegularFile();
    Files.writeString(paths.ledgerIndex(), "{\"format\":3");
    StoredVersions.open(paths).close();
    assertThat(Files.readString(paths.ledgerIndex())).contains("\"last_sha256\"");
  }

  @Test
  void anIndexOfAnotherLedgerCountsForNothing() throws IOException {
    new Ledger(file).saveIndex();
    Files.delete(file);
    written = LargeLedger.write(file, EVENTS, 8);
    assertAnswersAsTheLines(new Ledger(file));
    Files.delete(file);
    written = LargeLedger.write(file, 60, 9);
    assertThat(new Ledger(file).latest(Optional.empty(), Optional.empty(), 100)).isEqualTo(written);
  }

  @Test
  void setsATornLineAsideThatFollowsAnIndexedPart() throws IOException {
    ModelPaths paths = ModelPaths.of(folder);
    StoredVersions.open(paths).close();
    Files.writeString(file, "{\"at\":\"2026", StandardOpenOption.APPEND);
    try (AliasStore store = StoredVersions.open(paths)) {
      assertThat(store.recovered())
          .extracting(LedgerEvent::reason)
          .containsExactly(
              "torn_line_set_aside(ledger.torn-"
                  + Digest.abbreviate(Digest.of("{\"at\":\"2026".getBytes()))
                  + ".txt)");
      assertThat(store.ledger().verify()).isInstanceOf(LedgerVerification.Intact.class);
    }
    try (AliasStore store = StoredVersions.open(paths)) {
      assertThat(store.recovered()).isEmpty();
    }
  }

  @Test
  void namesTheLineThatIsNoEventAndReadsNoFifo() throws Exception {
    new Ledger(file).saveIndex();
    Files.writeString(file, "[]\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> new Ledger(file).live(FILLNET))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ledger.jsonl line " + (EVENTS + 1) + " is not a JSON object");
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> new Ledger(file).read())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not a regular file");
    assertThatThrownBy(() -> StoredVersions.open(ModelPaths.of(folder)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not a regular file");
  }

  @Test
  void aFullDiskCostsTheIndexAndNothingElse() {
    ModelPaths paths = ModelPaths.of(folder);
    try (AliasStore store =
        StoredVersions.open(
            paths,
            StoredVersions.SHORT,
            StoredVersions.CLOCK,
            LedgerAuthor.of("test"),
            new LocalFileOperationsProxy() {
              @Override
              public void create(Path path, byte[] content) throws IOException {
                throw new IOException("No space left on device");
              }
            })) {
      assertThat(store.warnings())
          .singleElement()
          .asString()
          .contains("ledger.index.json: No space left on device");
    }
    assertThat(paths.ledgerIndex()).doesNotExist();
  }
}
