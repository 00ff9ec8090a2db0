package ratchet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.store.StoredVersions.NOON;
import static ratchet.store.StoredVersions.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.Json;

class LedgerTest {
  @TempDir Path folder;
  private Ledger ledger;

  @BeforeEach
  void begin() {
    ledger = new Ledger(folder.resolve("ledger.jsonl"));
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(ledger.file()));
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(ledger.file(), String.join("\n", lines) + "\n");
  }

  private void appendThree() {
    for (String to : List.of("a", "b", "c")) {
      ledger.append(event(LedgerEvent.Kind.PROMOTED, null, to, NOON));
    }
  }

  @Test
  void hasNothingInItBeforeTheFirstEvent() {
    assertThat(ledger.read()).isEmpty();
    assertThat(ledger.verify()).isEqualTo(new LedgerVerification.Intact(0));
    assertThat(ledger.file()).doesNotExist();
  }

  @Test
  void chainsEachLineToTheBytesOfTheOneBefore() throws IOException {
    appendThree();
    List<String> lines = lines();
    assertThat(Json.read(lines.get(0)).get("previous").isNull()).isTrue();
    for (int i = 1; i < lines.size(); i++) {
      assertThat(Json.read(lines.get(i)).get("previous").textValue())
          .isEqualTo(Digest.of(lines.get(i - 1).getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(ledger.verify()).isEqualTo(new LedgerVerification.Intact(3));
  }

  @Test
  void readsBackWhatWasWritten() {
    LedgerEvent written =
        ledger.append(
            event(LedgerEvent.Kind.RELOAD_FAILED, "a", "b", NOON.plusNanos(1_234_567))
                .withGates(Json.read("[{\"name\":\"auc\",\"measured\":0.7}]"))
                .withHooks(Json.read("[]"))
                .withReload(Json.read("[{\"url\":\"http://h/\"}]")));
    assertThat(ledger.read()).containsExactly(written);
    assertThat(written.at()).isEqualTo(NOON.plusMillis(1));
  }

  @Test
  void writesEveryFieldOfTheContract() throws IOException {
    appendThree();
    List<String> names = new ArrayList<>();
    Json.read(lines().get(0)).fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "at",
            "event",
            "model",
            "from_sha256",
            "to_sha256",
            "reason",
            "user",
            "host",
            "command",
            "gates",
            "hooks",
            "reload",
            "details",
            "created",
            "session",
            "previous");
  }

  @Test
  void passesOverFieldsItDoesNotKnow() throws IOException {
    Files.writeString(
        ledger.file(),
        "{\"at\":\"2026-03-01T12:00:00Z\",\"event\":\"promoted\",\"later\":{\"x\":1}}\n");
    assertThat(ledger.read()).singleElement().satisfies(read -> assertThat(read.model()).isNull());
  }

  @Test
  void findsALineThatWasEdited() throws IOException {
    appendThree();
    List<String> lines = lines();
    lines.set(1, lines.get(1).replace("because", "no reason"));
    write(lines);
    assertThat(ledger.verify())
        .isInstanceOfSatisfying(
            LedgerVerification.Broken.class,
            broken -> {
              assertThat(broken.line()).isEqualTo(3);
              assertThat(broken.why()).contains("says that the line before it has the digest");
            });
  }

  @Test
  void findsALineThatWasTakenOutMovedOrPutIn() throws IOException {
    appendThree();
    List<String> lines = lines();
    write(List.of(lines.get(0), lines.get(2)));
    assertBrokenAt(2);
    write(List.of(lines.get(1), lines.get(2)));
    assertBrokenAt(1);
    write(List.of(lines.get(0), lines.get(2), lines.get(1)));
    assertBrokenAt(2);
    write(List.of(lines.get(0), lines.get(0), lines.get(1)));
    assertBrokenAt(2);
    write(lines);
    assertThat(ledger.verify()).isEqualTo(new LedgerVerification.Intact(3));
  }

  @Test
  void findsALineThatIsNoEventOrNotFinished() throws IOException {
    appendThree();
    List<String> lines = lines();
    for (String bad : List.of("", "{}", "[]", "{\"at\":\"yesterday\",\"event\":\"promoted\"}")) {
      write(List.of(lines.get(0), bad, lines.get(2)));
      assertBrokenAt(2);
      assertThatThrownBy(ledger::read)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("ledger.jsonl line 2 ");
    }
    write(lines);
    Files.writeString(ledger.file(), "{\"at\"", StandardOpenOption.APPEND);
    assertBrokenAt(4);
    assertThat(ledger.read()).as("an unfinished line is no event yet").hasSize(3);
  }

  private void assertBrokenAt(int line) {
    assertThat(ledger.verify())
        .isInstanceOfSatisfying(
            LedgerVerification.Broken.class, broken -> assertThat(broken.line()).isEqualTo(line));
  }

  @Test
  void refusesALineOfAnUnknownEventOrModel() throws IOException {
    for (String bad :
        List.of(
            "{\"at\":\"2026-03-01T12:00:00Z\",\"event\":\"celebrated\"}",
            "{\"at\":\"2026-03-01T12:00:00Z\",\"event\":\"promoted\",\"model\":\"beta\"}",
            "{\"at\":\"2026-03-01T12:00:00Z\",\"event\":\"promoted\",\"to_sha256\":1}",
            "{\"event\":\"promoted\"}")) {
      write(List.of(bad));
      assertThatThrownBy(ledger::read).as(bad).isInstanceOf(InputException.class);
    }
  }
}
