package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.promote.TwoModels.A;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.UnconfirmedException;
import ratchet.promote.reload.ReloadReply;

/** A ledger that is gone takes no alias with it. */
class PromotionLostLedgerTest {
  @TempDir Path directory;
  private PromotionFixture bed;
  private String live;

  @BeforeEach
  void aCandidateWasPromoted() {
    bed = new PromotionFixture(directory);
    bed.candidate(A, PromotionFixture.good(A));
    assertThat(bed.promote(A).failures()).isEmpty();
    live = bed.live(A).orElseThrow();
  }

  @Test
  void keepsAnAliasOfWhichNobodyKnowsWhatWasBefore() throws IOException {
    for (boolean emptied : new boolean[] {false, true}) {
      Files.delete(bed.paths().ledger());
      if (emptied) {
        Files.createFile(bed.paths().ledger());
      }
      bed.answer = ReloadReply.Outcome.FAILED;
      for (int run = 0; run < 2; run++) {
        PromoteReport report = bed.promote(A);
        assertThat(bed.live(A)).contains(live);
        assertThat(report.lines())
            .containsExactly("PROMOTE alpha=unchanged reload=failed(HTTP_415)");
        assertThat(report.failures())
            .singleElement()
            .isInstanceOf(UnconfirmedException.class)
            .asString()
            .contains("the alias was kept, because the ledger does not have the version before");
      }
      bed.answer = ReloadReply.Outcome.OK;
      assertThat(bed.promote(A).lines()).containsExactly("PROMOTE alpha=unchanged reload=ok(200)");
      assertThat(bed.promote(A).lines()).containsExactly("PROMOTE alpha=unchanged");
    }
  }

  @Test
  void saysThatAFirstVersionWasRemovedAgain() throws IOException {
    Files.delete(bed.paths().alias(A));
    bed.promote(A);
    Files.delete(bed.paths().alias(A));
    bed.answer = ReloadReply.Outcome.FAILED;
    PromoteReport report = bed.promote(A);
    assertThat(bed.live(A)).isEmpty();
    assertThat(report.failures()).singleElement().asString().contains("was removed");
  }
}
