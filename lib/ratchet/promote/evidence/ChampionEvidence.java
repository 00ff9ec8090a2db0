package ratchet.promote.evidence;

import java.time.Instant;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.gate.Evidence;
import ratchet.gate.Evidence.MetricLookup;
import ratchet.promote.rollout.ChampionFile;

/** Gathers the figures by which candidate and champion are compared. */
@FunctionalInterface
public interface ChampionEvidence {
  /**
   * Gathers the evidence about one candidate.
   *
   * @param champion the version in production, which may not load; empty when there is none
   */
  Evidence gather(LoadedModel candidate, Optional<ChampionFile> champion, Instant now);

  /**
   * Evidence from the metrics in the two model files, without checking them. They were measured on
   * different rows when the two were trained at different times; {@link RescoredEvidence} scores
   * both on the same rows.
   */
  static ChampionEvidence ofOwnFiles() {
    return (candidate, champion, now) ->
        new Evidence(
                candidate,
                MetricLookup.of(candidate.file().header()),
                champion.map(
                    file ->
                        file.loaded()
                            .map(loaded -> MetricLookup.of(loaded.file().header()))
                            .orElse(MetricLookup.NONE)),
                now)
            .withProduction(champion.flatMap(ChampionFile::loaded))
            .with(Evidence.Leniency.ON_PAPER);
  }
}
