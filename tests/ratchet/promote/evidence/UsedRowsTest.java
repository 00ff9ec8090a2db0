package ratchet.promote.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.statistics.ClusteredRows;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;

class UsedRowsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Optional<String> LIVE = Optional.of("champion");

  @Test
  void aDecisionUsesTheRowsFromItsFirstToItsLast() {
    EvidenceAccount account = EvidenceAccount.of(List.of(refused("2026-03-01T11:00:00Z")), LIVE);
    assertThat(account.hasUsed(ms("2026-02-01T00:00:00Z"))).isTrue();
    assertThat(account.hasUsed(ms("2026-03-01T11:00:00Z"))).isTrue();
    assertThat(account.hasUsed(ms("2026-03-01T11:30:00Z"))).isFalse();
  }

  /** A wrong clock must not keep promotions away for good. */
  @Test
  void aRowOfTheFutureDoesNotUseUpWhatIsLoggedLater() {
    EvidenceAccount account = EvidenceAccount.of(List.of(refused("2099-01-01T00:00:00Z")), LIVE);
    assertThat(account.hasUsed(ms("2026-03-01T12:00:00Z"))).isTrue();
    assertThat(account.hasUsed(ms("2026-03-02T00:00:00Z"))).isFalse();
  }

  /** NaN is further from any number than 1e-9, and from itself. */
  @Test
  void aScoreThatIsNoNumberEqualsNone() {
    double[] numbers = {0.1, 0.2};
    double[] none = {0.1, Double.NaN};
    assertThat(scores(numbers, numbers).areEqual()).isTrue();
    assertThat(scores(none, numbers).areEqual()).isFalse();
    assertThat(scores(none, none).areEqual()).isFalse();
  }

  private static PairedScores scores(double[] candidate, double[] reference) {
    return new PairedScores(
        candidate, reference, new double[2], new double[0], ClusteredRows.independent(2));
  }

  private static LedgerEvent refused(String lastRow) {
    ArrayNode gates = Json.MAPPER.createArrayNode();
    ObjectNode account = gates.addObject().put("name", "evidence_account").putObject("account");
    account.put("from", "2026-02-01T00:00:00Z").put("to", lastRow);
    account.put("share", 1.0).put("spent", true);
    return LedgerEvent.of(
            NOON,
            LedgerEvent.Kind.REFUSED,
            ModelName.ALPHA,
            "champion",
            "candidate",
            "auc_10m_worse",
            new LedgerAuthor("user", "host", "promote"))
        .withGates(gates);
  }

  private static long ms(String moment) {
    return Instant.parse(moment).toEpochMilli();
  }
}
