package ratchet.promote.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.features.LoadedModel;
import ratchet.gate.Evidence;
import ratchet.gate.Rescoring;
import ratchet.model.ModelFile;
import ratchet.model.ModelName;
import ratchet.model.Provenance;
import ratchet.model.SurvivalModel;
import ratchet.promote.rollout.ChampionFile;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.ModelPaths;

/**
 * The true champion: production is scored beside the candidate on the same rows of the database,
 * from the moment on from which neither was fitted. What a model file says of itself was measured
 * on other rows, long ago.
 *
 * <p>Which rows those are is told by the provenance of both files. A candidate without one cannot
 * be trusted with any row. A champion without one (another trainer's) is compared on the
 * candidate's holdout; if it was fitted on some of these rows, that can only favour the champion.
 *
 * @param rows read once per model, and only when there is something to compare
 * @param ledger where earlier decisions are counted
 * @param acceptInconclusive a comparison that cannot tell passes
 */
public record RescoredEvidence(
    Rows rows, Supplier<List<LedgerEvent>> ledger, boolean acceptInconclusive)
    implements ChampionEvidence {
  /** Where rows come from. */
  @FunctionalInterface
  public interface Rows {
    /**
     * @return empty when there is no database at all
     * @throws ratchet.model.InputException when there is one that cannot be read
     */
    Optional<TrainingSet> read(ModelName model, ReadOptions options);
  }

  /** Rows of a database file, which need not be there. */
  public static RescoredEvidence of(Path database, ModelPaths paths, boolean acceptInconclusive) {
    return new RescoredEvidence(
        (model, options) -> read(database, model, options),
        () -> new Ledger(paths.ledger()).latest(Optional.empty(), Optional.empty(), 10_000),
        acceptInconclusive);
  }

  private static Optional<TrainingSet> read(Path database, ModelName model, ReadOptions options) {
    if (Files.notExists(database)) {
      return Optional.empty();
    }
    try (Database opened = Database.openReadOnly(database)) {
      return Optional.of(TrainingReader.read(opened, model, options));
    }
  }

  @Override
  public Evidence gather(LoadedModel candidate, Optional<ChampionFile> champion, Instant now) {
    return ChampionEvidence.ofOwnFiles()
        .gather(candidate, champion, now)
        .with(rescore(candidate, champion))
        .accepting(acceptInconclusive);
  }

  private Rescoring rescore(LoadedModel candidate, Optional<ChampionFile> champion) {
    if (champion.isEmpty()) {
      return new Rescoring.NoChampion();
    }
    if (champion.get().loaded().isEmpty()) {
      return new Rescoring.NotComparable("not_loadable");
    }
    LoadedModel live = champion.get().loaded().get();
    if (!hasHazard(candidate.file()) || !hasHazard(live.file())) {
      return new Rescoring.NotComparable("without_hazard_model");
    }
    Optional<Provenance> provenance = candidate.file().header().provenance();
    Optional<TrainingSet> set = rows.read(candidate.file().name(), options(provenance));
    if (set.isEmpty()) {
      return new Rescoring.OnPaper();
    }
    if (provenance.isEmpty()) {
      return new Rescoring.Untrusted("candidate_without_provenance");
    }
    Optional<Provenance> known = live.file().header().provenance();
    Instant from = later(unseenFrom(provenance.get()), known.map(RescoredEvidence::unseenFrom));
    int earlier = earlierDecisions(candidate.file().name(), from);
    return new Rescoring.OnRows(
        UnseenRows.all(candidate, live, set.get(), from, known.isPresent(), earlier));
  }

  /** Survival is served by a formula that all versions share; what can differ is the hazard. */
  private static boolean hasHazard(ModelFile file) {
    return !(file instanceof SurvivalModel survival) || survival.hazard().isPresent();
  }

  /** A stop is what the candidate was told it is. */
  private static ReadOptions options(Optional<Provenance> candidate) {
    double trailBps =
        candidate
            .map(from -> from.hyperParameters().get("trail_bps"))
            .orElse(ReadOptions.DEFAULT_TRAIL_BPS);
    return new ReadOptions(OptionalLong.empty(), trailBps);
  }

  private static Instant unseenFrom(Provenance provenance) {
    return later(provenance.holdoutFrom(), Optional.of(provenance.trainTo()));
  }

  private static Instant later(Instant one, Optional<Instant> other) {
    return other.filter(one::isBefore).orElse(one);
  }

  private int earlierDecisions(ModelName model, Instant from) {
    return (int)
        ledger.get().stream()
            .filter(event -> event.model() == model && isDecision(event.event()))
            .filter(event -> event.gates() != null && looksFrom(event.gates(), from.toString()))
            .count();
  }

  private static boolean isDecision(LedgerEvent.Kind kind) {
    return switch (kind) {
      case PROMOTED, REFUSED, RELOAD_FAILED -> true;
      case ROLLED_BACK, RECOVERED, ANCHORED, CONFIRMED, WATCH_ROLLED_BACK, WATCH_UNDECIDED -> false;
    };
  }

  private static boolean looksFrom(JsonNode gates, String from) {
    return gates.findValues("window").stream()
        .anyMatch(window -> from.equals(window.path("from").textValue()));
  }
}
