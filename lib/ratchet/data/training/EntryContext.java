package ratchet.data.training;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import ratchet.data.log.ContextStream;
import ratchet.data.log.ContextStream.MintOrder;
import ratchet.data.log.JsonInputs;
import ratchet.data.log.LoggedContext;
import ratchet.data.log.PricePath;
import ratchet.data.log.ReasonList;
import ratchet.data.sqlite.Database;

/**
 * What was known of a mint when it was entered: the candidate of its sizing decision ({@code
 * $.ctx.candidate}, or {@code $.ctx} where there is none), with values of the latest rug verdict in
 * place of its own. Sizing decisions that were logged without a context are skipped.
 *
 * <p>The authority flag is that of the latest verdict within an hour before the entry ({@code
 * mint_or_freeze_active} among its reasons), else the candidate's own. The rug probability is that
 * verdict's, else the candidate's own. Rows of {@code sizing_decisions} without a {@code ts} are
 * not used: {@code created_at} is rounded down to the second, and may be before the decision.
 */
final class EntryContext implements AutoCloseable {
  static final Duration VERDICT_TOLERANCE = Duration.ofHours(1);
  private static final String AUTHORITY_ACTIVE = "mint_or_freeze_active";

  private static final List<String> NAMES =
      List.of(
          "lpSol",
          "buys60",
          "sells60",
          "uniques60",
          "spreadBps",
          "volatilityBps",
          "flowRatio",
          "ageSec",
          "rugProb",
          "authorityActive",
          "mintRevoked",
          "freezeRevoked",
          "slipGapBps");

  private final ContextStream decisions;
  private final ContextStream verdicts;
  private final JsonInputs inputs = new JsonInputs("ctx", LoggedContext.CANDIDATE, NAMES);

  EntryContext(
      Database database, OptionalLong asOfMs, Duration tolerance, ContextStream.Choice choice) {
    decisions =
        ContextStream.open(
            database,
            "sizing_decisions",
            LoggedContext.IS_SIZING_LOGGED,
            "ctx_json",
            "notional",
            asOfMs,
            tolerance,
            choice);
    verdicts =
        ContextStream.open(
            database,
            "rug_verdicts",
            ContextStream.EVERY_ROW,
            "reasons_json",
            "rug_prob",
            asOfMs,
            VERDICT_TOLERANCE,
            ContextStream.Choice.LATEST);
  }

  /**
   * Reads the context of an entry; entries must come in the order of {@link MintOrder}.
   *
   * @param rows counts the entry, and the reason if it has no features
   * @return whether there is a context that can be used
   */
  boolean seek(PricePath path, RowCollector rows) {
    rows.decision();
    boolean decided = decisions.seek(path.mint(), path.entryMs());
    boolean judged = verdicts.seek(path.mint(), path.entryMs());
    if (!decided) {
      rows.withoutFeatures(decisions);
      return false;
    }
    if (!inputs.read(decisions.json())) {
      rows.malformedFeatures();
      return false;
    }
    if (judged) {
      ReasonList reasons = ReasonList.read(verdicts.json());
      if (!reasons.isValid()) {
        rows.malformedFeatures();
        return false;
      }
      inputs.set("authorityActive", reasons.has(AUTHORITY_ACTIVE) ? 1 : 0);
      double rugProb = verdicts.number();
      if (Double.isFinite(rugProb)) {
        inputs.set("rugProb", rugProb);
      }
    }
    double gapBps = path.slipGapBps();
    inputs.set("slipGapBps", Double.isFinite(gapBps) ? gapBps : Double.NaN);
    return true;
  }

  JsonInputs inputs() {
    return inputs;
  }

  @Override
  public void close() {
    decisions.close();
    verdicts.close();
  }
}
