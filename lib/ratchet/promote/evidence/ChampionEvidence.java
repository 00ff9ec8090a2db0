package ratchet.promote.evidence;

import java.time.Instant;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.gate.Evidence;
import ratchet.gate.Evidence.MetricLookup;
import ratchet.promote.rollout.ChampionFile;

/** Where the numbers come from that candidate and champion are compared by. */
@FunctionalInterface
public interface ChampionEvidence {
  /**
   * @param champion the version in production; its bytes may be of a file that does not load
   */
  Evidence gather(LoadedModel candidate, Optional<ChampionFile> champion, Instant now);

  /**
   * Each model's own file tells its metrics, and is believed. They were taken on different rows
   * when the two were trained at different times; an implementation that scores both on the same
   * rows takes this one's place.
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
            .over(champion.flatMap(ChampionFile::loaded))
            .with(Evidence.Leniency.ON_PAPER);
  }
}
