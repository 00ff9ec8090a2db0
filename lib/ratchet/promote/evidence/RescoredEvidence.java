package ratchet.promote.evidence;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.features.LoadedModel;
import ratchet.gate.CommonRows.Reference;
import ratchet.gate.CommonRows.ReproducedMetrics;
import ratchet.gate.Evidence;
import ratchet.gate.Rescoring;
import ratchet.logs.LogFiles;
import ratchet.model.ModelName;
import ratchet.model.Provenance;
import ratchet.promote.rollout.ChampionFile;
import ratchet.store.AliasReader;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.ModelPaths;

/**
 * Scores the candidate, the champion and the anchor on the same rows of the database: rows that are
 * later than all rows that any of them was fitted on. The figures in a model file were measured on
 * other rows; those of the candidate are computed again.
 *
 * <p>The provenance of each file says which rows it was fitted on. A candidate without provenance
 * is refused, because no row is known to be unseen. A champion without provenance is compared on
 * the candidate's holdout. If it was fitted on some of these rows, the comparison is harder for the
 * candidate, never easier.
 *
 * @param rows read once or twice per model: as they are now, and as they were for the trainer
 * @param history earlier decisions, the anchor, and the last confirmed version
 */
public record RescoredEvidence(Rows rows, History history, Evidence.Leniency leniency)
    implements ChampionEvidence {
  /** Reads rows. */
  @FunctionalInterface
  public interface Rows {
    /**
     * Reads the rows of a model.
     *
     * @return empty when there is no database
     * @throws ratchet.model.InputException when the database cannot be read
     */
    Optional<TrainingSet> read(ModelName model, ReadOptions options);
  }

  /** Reads earlier promotions. */
  public interface History {
    /** Events of a model at or after a time, oldest first. */
    List<LedgerEvent> decisions(ModelName model, Instant since);

    /** The event that set the anchor; empty where nothing was ever promoted. */
    Optional<LedgerEvent> anchor(ModelName model);

    /** The last version that was not on probation, or that outcomes confirmed. */
    Optional<String> confirmed(ModelName model);

    /** Digests of the versions in the archive. */
    List<String> versions(ModelName model);

    /** The bytes of a version that was once live. */
    Optional<byte[]> version(ModelName model, String sha256);

    /** The history of a models folder. */
    static History of(ModelPaths paths) {
      Ledger ledger = new Ledger(paths.ledger());
      AliasReader aliases = new AliasReader(paths);
      return new History() {
        @Override
        public List<LedgerEvent> decisions(ModelName model, Instant since) {
          return ledger.latest(Optional.of(model), Optional.of(since), MOST_DECISIONS);
        }

        @Override
        public Optional<LedgerEvent> anchor(ModelName model) {
          return ledger.anchor(model);
        }

        @Override
        public Optional<String> confirmed(ModelName model) {
          return ledger.lastConfirmed(model);
        }

        @Override
        public List<String> versions(ModelName model) {
          return aliases.archivedSha256(model);
        }

        @Override
        public Optional<byte[]> version(ModelName model, String sha256) {
          return aliases.archived(model, sha256);
        }
      };
    }
  }

  /** How many decisions about one window of rows are read. */
  private static final int MOST_DECISIONS = 10_000;

  /** Evidence from the rows of the database files, which need not exist. */
  public static RescoredEvidence of(
      LogFiles database, ModelPaths paths, Evidence.Leniency leniency) {
    return new RescoredEvidence(
        (model, options) -> read(database, model, options), History.of(paths), leniency);
  }

  private static Optional<TrainingSet> read(
      LogFiles database, ModelName model, ReadOptions options) {
    if (!database.exist()) {
      return Optional.empty();
    }
    return Optional.of(
        Database.read(database, opened -> TrainingReader.read(opened, model, options)));
  }

  @Override
  public Evidence gather(LoadedModel candidate, Optional<ChampionFile> champion, Instant now) {
    return ChampionEvidence.ofOwnFiles()
        .gather(candidate, champion, now)
        .with(rescore(candidate, champion, now))
        .with(leniency);
  }

  private Rescoring rescore(LoadedModel candidate, Optional<ChampionFile> champion, Instant now) {
    ModelName model = candidate.file().name();
    Optional<Provenance> provenance = candidate.file().header().provenance();
    Rescoring.Opponent live =
        champion.map(RescoredEvidence::opponent).orElseGet(Rescoring.Opponent.None::new);
    // labels by production's definition of a stop, so that a candidate cannot choose its labels
    ReadOptions options = options(provenanceOf(live).or(() -> provenance), OptionalLong.empty());
    Optional<TrainingSet> found = rows.read(model, options);
    if (found.isEmpty()) {
      return new Rescoring.NoRows("no_database");
    }
    if (found.get().size() == 0) {
      return new Rescoring.NoRows("no_rows");
    }
    if (provenance.isEmpty()) {
      return new Rescoring.Untrusted("candidate_without_provenance");
    }
    Map<Reference, Rescoring.Opponent> opponents = new EnumMap<>(Reference.class);
    opponents.put(Reference.CHAMPION, live);
    opponents.put(Reference.ANCHOR, anchor(model, champion, live));
    opponents.put(Reference.CONFIRMED, confirmed(model, champion, live));
    Instant ownFrom = unseenFrom(provenance.get());
    Instant from = ownFrom;
    for (Rescoring.Opponent opponent : opponents.values()) {
      from = later(from, provenanceOf(opponent).map(RescoredEvidence::unseenFrom));
    }
    boolean known = live instanceof Rescoring.Opponent.None || provenanceOf(live).isPresent();
    UnseenRows.ComparedModels compared =
        new UnseenRows.ComparedModels(candidate, opponents, ownFrom, from, now, known);
    return new Rescoring.OnRows(
        UnseenRows.all(
            compared,
            found.get(),
            once(() -> reproducedMetrics(candidate, provenance.get(), found.get(), options)),
            EvidenceAccount.of(
                history.decisions(model, from), champion.map(ChampionFile::sha256))));
  }

  private static Rescoring.Opponent opponent(ChampionFile file) {
    return file.loaded()
        .<Rescoring.Opponent>map(Rescoring.Opponent.Scored::new)
        .orElseGet(() -> new Rescoring.Opponent.NotComparable("not_loadable"));
  }

  /**
   * The last confirmed version; none where the champion itself is confirmed, or nothing is live.
   */
  private Rescoring.Opponent confirmed(
      ModelName model, Optional<ChampionFile> champion, Rescoring.Opponent live) {
    Optional<String> sha256 = history.confirmed(model);
    return champion.isEmpty() || sha256.equals(champion.map(ChampionFile::sha256))
        ? new Rescoring.Opponent.None()
        : former(model, champion, live, sha256);
  }

  /**
   * The anchor, which may be the champion itself. It is used also where nothing is live any more.
   * Where earlier versions are archived that the ledger does not name, the anchor is unknown and
   * nothing can be compared with it.
   */
  private Rescoring.Opponent anchor(
      ModelName model, Optional<ChampionFile> champion, Rescoring.Opponent live) {
    Optional<String> sha256 = history.anchor(model).map(LedgerEvent::toSha256);
    return sha256.isEmpty() && isLedgerLost(model, champion.map(ChampionFile::sha256))
        ? new Rescoring.Opponent.NotComparable("not_in_ledger")
        : former(model, champion, live, sha256);
  }

  /** The champion itself where it is that version. */
  private Rescoring.Opponent former(
      ModelName model,
      Optional<ChampionFile> champion,
      Rescoring.Opponent live,
      Optional<String> sha256) {
    if (sha256.isEmpty()) {
      return new Rescoring.Opponent.None();
    }
    if (sha256.equals(champion.map(ChampionFile::sha256))) {
      return live;
    }
    return history
        .version(model, sha256.get())
        .map(content -> opponent(ChampionFile.of(model, content)))
        .orElseGet(() -> new Rescoring.Opponent.NotComparable("not_in_archive"));
  }

  /** Whether the archive has versions, other than the live one, that the ledger does not name. */
  private boolean isLedgerLost(ModelName model, Optional<String> liveSha256) {
    Set<String> unknown = new HashSet<>(history.versions(model));
    liveSha256.ifPresent(unknown::remove);
    if (!unknown.isEmpty()) {
      for (LedgerEvent event : history.decisions(model, Instant.EPOCH)) {
        unknown.remove(event.fromSha256());
        unknown.remove(event.toSha256());
      }
    }
    return !unknown.isEmpty();
  }

  private static Optional<Provenance> provenanceOf(Rescoring.Opponent opponent) {
    return opponent instanceof Rescoring.Opponent.Scored scored
        ? scored.model().file().header().provenance()
        : Optional.empty();
  }

  /** Uses the rows of now where nothing was logged since the training; otherwise reads again. */
  private ReproducedMetrics reproducedMetrics(
      LoadedModel candidate, Provenance own, TrainingSet now, ReadOptions options) {
    boolean sameLabels =
        options.trailBps() == options(Optional.of(own), OptionalLong.empty()).trailBps();
    Optional<TrainingSet> asOf =
        sameLabels && now.dataTo().equals(own.dataTo())
            ? Optional.of(now)
            : rows.read(
                candidate.file().name(),
                options(Optional.of(own), OptionalLong.of(own.dataTo().toEpochMilli())));
    return asOf.map(read -> HoldoutReproduction.of(candidate, own, read))
        .orElse(ReproducedMetrics.NONE);
  }

  private static Supplier<ReproducedMetrics> once(Supplier<ReproducedMetrics> slow) {
    return new Supplier<>() {
      private ReproducedMetrics found;

      @Override
      public ReproducedMetrics get() {
        if (found == null) {
          found = slow.get();
        }
        return found;
      }
    };
  }

  /** The options of a training: a stop is defined by its {@code trail_bps}. */
  private static ReadOptions options(Optional<Provenance> model, OptionalLong asOfMs) {
    double trailBps =
        model
            .map(from -> from.hyperParameters().get("trail_bps"))
            .orElse(ReadOptions.DEFAULT_TRAIL_BPS);
    return new ReadOptions(asOfMs, trailBps);
  }

  private static Instant unseenFrom(Provenance provenance) {
    return later(provenance.holdoutFrom(), Optional.of(provenance.trainTo()));
  }

  private static Instant later(Instant one, Optional<Instant> other) {
    return other.filter(one::isBefore).orElse(one);
  }
}
