package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.GateCandidates;
import ratchet.gate.HookOutcome.HookState;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.RefusalException;
import ratchet.model.UnconfirmedException;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.rollout.HookResult;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.AliasStore;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.PromotionSettings;

class PromotionTest {
  @TempDir Path directory;
  private PromotionFixture bed;

  @BeforeEach
  void begin() {
    bed = new PromotionFixture(directory);
  }

  @Test
  void makesEveryGoodCandidateLive() throws Exception {
    bed.goodCandidates();
    PromoteReport report = bed.promote();
    assertThat(report.failures()).isEmpty();
    String fillnet = Digest.abbreviate(bed.live(ModelName.FILLNET).orElseThrow());
    String survival = Digest.abbreviate(bed.live(ModelName.SURVIVAL).orElseThrow());
    assertThat(report.lines())
        .hasSize(4)
        .startsWith(
            "PROMOTE fillnet=ok reason=slip_mape=0.18,evidence=on_paper,hooks=absent reload=ok(200)"
                + " sha256="
                + fillnet)
        .endsWith(
            "PROMOTE survival=ok reason=sample_size=900,evidence=on_paper,hooks=absent"
                + " reload=skipped(no_url) sha256="
                + survival);
    for (ModelName model : ModelName.all()) {
      assertThat(Files.readAllBytes(bed.paths().alias(model)))
          .isEqualTo(Files.readAllBytes(bed.paths().candidate(model)));
    }
    assertThat(bed.ledger())
        .extracting(LedgerEvent::event)
        .containsExactly(
            LedgerEvent.Kind.PROMOTED,
            LedgerEvent.Kind.PROMOTED,
            LedgerEvent.Kind.PROMOTED,
            LedgerEvent.Kind.PROMOTED);
    assertThat(bed.ledger().get(0).gates()).isNotEmpty();
    assertThat(bed.finished).isEqualTo(report.outcomes());
  }

  @Test
  void leavesWhatIsLiveAlreadyAlone() {
    bed.goodCandidates();
    bed.promote();
    bed.asked.clear();
    int events = bed.ledger().size();
    PromoteReport again = bed.promote();
    assertThat(again.failures()).isEmpty();
    assertThat(again.lines())
        .containsExactly(
            "PROMOTE fillnet=unchanged",
            "PROMOTE alpha=unchanged",
            "PROMOTE rugguard=unchanged",
            "PROMOTE survival=unchanged");
    assertThat(bed.asked).isEmpty();
    assertThat(bed.ledger()).hasSize(events);
  }

  @Test
  void comparesTheCandidateWithTheChampionAndNotTheOtherWayRound() {
    bed.candidate(
        ModelName.FILLNET, PromotionFixture.good(ModelName.FILLNET).metric("brier", 0.25));
    bed.promote(ModelName.FILLNET);
    String champion = bed.live(ModelName.FILLNET).orElseThrow();
    bed.candidate(
        ModelName.FILLNET, PromotionFixture.good(ModelName.FILLNET).metric("brier", 0.30));
    PromoteReport worse = bed.promote(ModelName.FILLNET);
    assertThat(worse.lines())
        .containsExactly("PROMOTE fillnet=skipped reason=metrics_not_improved");
    assertThat(bed.live(ModelName.FILLNET)).contains(champion);

    bed.candidate(
        ModelName.FILLNET, PromotionFixture.good(ModelName.FILLNET).metric("brier", 0.20));
    PromoteReport better = bed.promote(ModelName.FILLNET);
    ModelOutcome outcome = better.outcomes().get(0);
    assertThat(outcome.reason()).isEqualTo("brier_delta=0.05,evidence=on_paper,hooks=absent");
    assertThat(outcome.championSha256()).contains(champion);
    assertThat(outcome.liveSha256()).isEqualTo(outcome.candidateSha256());
  }

  @Test
  void remembersARefusalAndGoesOnWithTheOthers() {
    bed.goodCandidates();
    bed.candidate(ModelName.ALPHA, PromotionFixture.good(ModelName.ALPHA).metric("auc_10m", 0.62));
    PromoteReport report = bed.promote();
    assertThat(report.lines()).contains("PROMOTE alpha=skipped reason=auc_10m_too_low(0.62)");
    assertThat(report.outcomes())
        .extracting(ModelOutcome::state)
        .containsExactly(
            ModelOutcome.State.OK,
            ModelOutcome.State.SKIPPED,
            ModelOutcome.State.OK,
            ModelOutcome.State.OK);
    assertThat(report.failures()).singleElement().isInstanceOf(RefusalException.class);
    assertThat(report.failures().get(0))
        .hasMessage("alpha: refused by auc_10m: 0.62, required >= 0.7");
    assertThat(bed.live(ModelName.ALPHA)).isEmpty();
    LedgerEvent refused = bed.ledger().get(1);
    assertThat(refused.event()).isEqualTo(LedgerEvent.Kind.REFUSED);
    assertThat(refused.reason()).isEqualTo("auc_10m_too_low(0.62)");
    assertThat(refused.fromSha256()).isNull();
    assertThat(refused.toSha256())
        .isEqualTo(report.outcomes().get(1).candidateSha256().orElseThrow());
  }

  @Test
  void touchesNothingInADryRun() {
    bed.goodCandidates();
    bed.candidate(ModelName.ALPHA, PromotionFixture.good(ModelName.ALPHA).metric("auc_10m", 0.62));
    bed.dryRun = true;
    Map<String, String> before = bed.snapshot();
    PromoteReport report = bed.promote();
    assertThat(bed.snapshot()).isEqualTo(before);
    assertThat(bed.asked).isEmpty();
    assertThat(report.lines().get(0))
        .startsWith("PROMOTE fillnet=would_ok reason=slip_mape=0.18,evidence=on_paper,hooks=absent")
        .contains(" reload=skipped(dry_run) sha256=");
    assertThat(report.lines().get(1))
        .isEqualTo("PROMOTE alpha=would_skipped reason=auc_10m_too_low(0.62)");
    assertThat(report.outcomes().get(0).liveSha256()).isEmpty();
  }

  @Test
  void touchesNothingInADryRunOverALiveFolder() {
    bed.goodCandidates();
    bed.promote();
    bed.candidate(ModelName.SURVIVAL, PromotionFixture.good(ModelName.SURVIVAL).weight(1));
    bed.dryRun = true;
    Map<String, String> before = bed.snapshot();
    PromoteReport report = bed.promote();
    assertThat(bed.snapshot()).isEqualTo(before);
    assertThat(report.lines()).startsWith("PROMOTE fillnet=would_unchanged");
    ModelOutcome survival = report.outcomes().get(3);
    assertThat(survival.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(survival.liveSha256()).isEqualTo(survival.championSha256());
  }

  @Test
  void putsTheChampionBackWhenARuntimeDoesNotConfirm() {
    bed.candidate(ModelName.ALPHA, PromotionFixture.good(ModelName.ALPHA));
    bed.promote(ModelName.ALPHA);
    String champion = bed.live(ModelName.ALPHA).orElseThrow();
    GateCandidates next = PromotionFixture.good(ModelName.ALPHA).weight(0.2);
    bed.candidate(ModelName.ALPHA, next);
    bed.answer = ReloadReply.Outcome.FAILED;
    bed.asked.clear();
    PromoteReport report = bed.promote(ModelName.ALPHA);
    assertThat(report.lines())
        .containsExactly(
            "PROMOTE alpha=rolled_back reason=reload_not_confirmed reload=failed(HTTP_415)");
    assertThat(report.failures()).singleElement().isInstanceOf(UnconfirmedException.class);
    assertThat(bed.live(ModelName.ALPHA)).contains(champion);
    String candidate = next.loaded().sha256();
    assertThat(bed.asked)
        .containsExactly(
            "alpha " + Digest.abbreviate(candidate), "alpha " + Digest.abbreviate(champion));
    assertThat(bed.ledger())
        .extracting(event -> event.event().id(), LedgerEvent::fromSha256, LedgerEvent::toSha256)
        .containsExactly(
            tuple("promoted", null, champion),
            tuple("reload_failed", champion, candidate),
            tuple("rolled_back", candidate, champion));
    assertThat(bed.ledger())
        .extracting(event -> event.reload().get(0).get("outcome").textValue())
        .containsExactly("ok", "failed", "failed");
    assertThat(bed.warnings).singleElement().asString().contains("run reload alpha");
  }

  @Test
  void leavesNoAliasWhereThereWasNoneWhenARuntimeDoesNotConfirm() {
    bed.candidate(ModelName.ALPHA, PromotionFixture.good(ModelName.ALPHA));
    bed.answer = ReloadReply.Outcome.FAILED;
    PromoteReport report = bed.promote(ModelName.ALPHA);
    assertThat(report.outcomes().get(0).state()).isEqualTo(ModelOutcome.State.ROLLED_BACK);
    assertThat(report.outcomes().get(0).liveSha256()).isEmpty();
    assertThat(bed.paths().alias(ModelName.ALPHA)).doesNotExist();
    assertThat(bed.ledger().get(1).toSha256()).isNull();
  }

  @Test
  void keepsTheNewAliasOnRequestAndStillSaysSo() {
    bed.candidate(ModelName.ALPHA, PromotionFixture.good(ModelName.ALPHA));
    bed.answer = ReloadReply.Outcome.FAILED;
    bed.keep = true;
    PromoteReport report = bed.promote(ModelName.ALPHA);
    ModelOutcome outcome = report.outcomes().get(0);
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(outcome.failure()).get().isInstanceOf(UnconfirmedException.class);
    assertThat(bed.live(ModelName.ALPHA)).isEqualTo(outcome.candidateSha256());
    assertThat(bed.ledger())
        .extracting(LedgerEvent::event)
        .containsExactly(LedgerEvent.Kind.RELOAD_FAILED);
  }

  @Test
  void acceptsARuntimeThatCannotTellWhatItServes() {
    bed.candidate(ModelName.ALPHA, PromotionFixture.good(ModelName.ALPHA));
    bed.answer = ReloadReply.Outcome.UNVERIFIED;
    PromoteReport report = bed.promote(ModelName.ALPHA);
    assertThat(report.failures()).isEmpty();
    assertThat(report.lines().get(0)).contains(" reload=ok(200) unverified sha256=");
  }

  @Test
  void copiesTheBytesItJudgedAndNoOthers() {
    GateCandidates judged = PromotionFixture.good(ModelName.RUGGUARD);
    bed.candidate(ModelName.RUGGUARD, judged);
    bed.hooks.add(
        (model, files) -> {
          bed.candidate(ModelName.RUGGUARD, PromotionFixture.good(ModelName.RUGGUARD).weight(0.3));
          return hook(HookState.PASSED, OptionalInt.of(0));
        });
    PromoteReport report = bed.promote(ModelName.RUGGUARD);
    assertThat(report.lines()).containsExactly("PROMOTE rugguard=skipped reason=candidate_changed");
    assertThat(report.failures()).singleElement().isInstanceOf(InputException.class);
    assertThat(bed.live(ModelName.RUGGUARD)).isEmpty();
  }

  @Test
  void asksTheHooksAboutTheCandidateAndNamesNoAbsentOnes() {
    bed.candidate(ModelName.ALPHA, PromotionFixture.good(ModelName.ALPHA));
    bed.promote(ModelName.ALPHA);
    bed.candidate(ModelName.RUGGUARD, PromotionFixture.good(ModelName.RUGGUARD));
    bed.hooks.add(
        (model, files) -> {
          assertThat(model).isEqualTo(ModelName.RUGGUARD);
          assertThat(files.promoted()).containsOnlyKeys(ModelName.RUGGUARD, ModelName.ALPHA);
          assertThat(files.promoted().get(ModelName.RUGGUARD))
              .hasSameBinaryContentAs(bed.paths().candidate(ModelName.RUGGUARD));
          assertThat(files.promoted().get(ModelName.ALPHA))
              .hasSameBinaryContentAs(bed.paths().alias(ModelName.ALPHA));
          return hook(HookState.PASSED, OptionalInt.of(0));
        });
    PromoteReport report = bed.promote(ModelName.RUGGUARD);
    assertThat(report.outcomes().get(0).reason()).isEqualTo("auc=0.8,evidence=on_paper");
    assertThat(report.outcomes().get(0).hooks()).hasSize(1);
  }

  @Test
  void refusesWhatAHookRefuses() {
    bed.candidate(ModelName.RUGGUARD, PromotionFixture.good(ModelName.RUGGUARD));
    bed.hooks.add((model, files) -> hook(HookState.FAILED, OptionalInt.of(3)));
    bed.hooks.add(
        (model, files) -> {
          throw new AssertionError("asked after a refusal");
        });
    PromoteReport report = bed.promote(ModelName.RUGGUARD);
    assertThat(report.lines())
        .containsExactly("PROMOTE rugguard=skipped reason=backtest_failed(3)");
    assertThat(report.failures().get(0))
        .isInstanceOf(RefusalException.class)
        .hasMessageContaining("net_usd below floor");
    assertThat(bed.ledger().get(0).hooks().get(0).get("state").textValue()).isEqualTo("failed");
    assertThat(bed.live(ModelName.RUGGUARD)).isEmpty();
  }

  @Test
  void refusesWhenAHookTimesOutOrIsNotThere() {
    bed.candidate(ModelName.RUGGUARD, PromotionFixture.good(ModelName.RUGGUARD));
    bed.hooks.add((model, files) -> hook(HookState.TIMED_OUT, OptionalInt.empty()));
    assertThat(bed.promote(ModelName.RUGGUARD).lines())
        .containsExactly("PROMOTE rugguard=skipped reason=backtest_timed_out");
    bed.hooks.set(0, (model, files) -> hook(HookState.ABSENT, OptionalInt.empty()));
    assertThat(bed.promote(ModelName.RUGGUARD).lines())
        .containsExactly("PROMOTE rugguard=skipped reason=backtest_absent");
  }

  @Test
  void replacesALiveFileThatDoesNotLoadAndSaysSo() {
    byte[] broken = "{\"version\": 2".getBytes(StandardCharsets.UTF_8);
    PromotionFixture.write(bed.paths().alias(ModelName.RUGGUARD), broken);
    bed.candidate(ModelName.RUGGUARD, PromotionFixture.good(ModelName.RUGGUARD));
    PromoteReport report = bed.promote(ModelName.RUGGUARD);
    assertThat(report.failures()).isEmpty();
    assertThat(report.outcomes().get(0).championSha256()).contains(Digest.of(broken));
    assertThat(bed.warnings).anyMatch(warning -> warning.contains("does not load"));
  }

  @Test
  void doesNotCompareFillNetWithALiveFileThatDoesNotLoad() {
    PromotionFixture.write(bed.paths().alias(ModelName.FILLNET), new byte[] {'{'});
    bed.candidate(ModelName.FILLNET, PromotionFixture.good(ModelName.FILLNET));
    assertThat(bed.promote(ModelName.FILLNET).lines())
        .containsExactly("PROMOTE fillnet=skipped reason=live_file_unreadable");
  }

  @Test
  void changesNothingWhileAnotherPromotionHoldsTheFolder() {
    bed.goodCandidates();
    try (AliasStore other =
        AliasStore.open(
            PromotionSettings.of(
                bed.paths(), Map.of(), new LedgerAuthor("other", "host", "promote")),
            Clock.systemUTC())) {
      assertThat(other.recovered()).isEmpty();
      assertThatExceptionOfType(InputException.class).isThrownBy(() -> bed.promote());
    }
    assertThat(bed.live(ModelName.FILLNET)).isEmpty();
  }

  @Test
  void saysWhatItRecovered() {
    bed.goodCandidates();
    bed.promote();
    byte[] stranger = PromotionFixture.good(ModelName.SURVIVAL).weight(3).bytes();
    PromotionFixture.write(bed.paths().alias(ModelName.SURVIVAL), stranger);
    bed.promote(ModelName.ALPHA);
    assertThat(bed.warnings).containsExactly("survival: the ledger now has alias_changed_outside");
  }

  @Test
  void showsEverythingAsJson() {
    bed.candidate(ModelName.FILLNET, PromotionFixture.good(ModelName.FILLNET));
    var json = bed.promote(ModelName.FILLNET).toJson();
    var model = json.get("models").get(0);
    assertThat(List.copyOf(fieldNames(model)))
        .containsExactly(
            "model",
            "state",
            "reason",
            "champion_sha256",
            "candidate_sha256",
            "live_sha256",
            "gates",
            "hooks",
            "reload",
            "restore",
            "error",
            "remedy",
            "explanation");
    assertThat(model.get("state").textValue()).isEqualTo("ok");
    assertThat(model.get("champion_sha256").isNull()).isTrue();
    assertThat(model.get("candidate_sha256").textValue()).hasSize(64);
    var gate = model.get("gates").get(4);
    assertThat(gate.get("name").textValue()).isEqualTo("train_size_fill");
    assertThat(gate.get("measured").doubleValue()).isEqualTo(900);
    assertThat(gate.get("required").doubleValue()).isEqualTo(200);
    assertThat(gate.get("passed").booleanValue()).isTrue();
    assertThat(gate.get("lower").isNull()).isTrue();
    assertThat(model.get("gates").get(7).get("parts")).hasSize(2);
    assertThat(model.get("reload").get(0).get("outcome").textValue()).isEqualTo("ok");
  }

  private static List<String> fieldNames(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static HookResult hook(HookState state, OptionalInt exit) {
    return new HookResult("backtest", state, exit, "net_usd below floor\n", 0.1);
  }
}
