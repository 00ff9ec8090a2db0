package ratchet.promote.rollback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.promote.rollout.PromotionListener;
import ratchet.store.AliasReader;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.ModelPaths;

/**
 * Chooses the version that a rollback restores: the named one, else the previous one by the ledger,
 * else the only other one in the archive. Changes nothing.
 *
 * @param mayRestore whether a version of a model may be restored; see {@link
 *     ratchet.store.AliasStore#mayRestore}
 */
record RollbackTarget(
    ModelPaths paths,
    Ledger ledger,
    BiPredicate<ModelName, String> mayRestore,
    PromotionListener listener) {
  private static final int MOST_LISTED = 5;

  /**
   * The bytes of the version to restore.
   *
   * @param version the first digits of its digest; empty for the previous one
   * @return empty when the last change was itself a rollback
   * @throws InputException when there is no such version, or more than one matches
   */
  Optional<byte[]> find(ModelName model, Optional<String> version, Optional<String> live) {
    return version.isPresent()
        ? Optional.of(named(paths, model, version.get()))
        : previous(model, live);
  }

  static byte[] named(ModelPaths paths, ModelName model, String version) {
    return new AliasReader(paths)
        .archived(model, version)
        .orElseThrow(
            () ->
                new InputException(
                    "no version of " + model.id() + " has a digest that begins with " + version,
                    "history --model " + model.id() + " lists the versions"));
  }

  private Optional<byte[]> previous(ModelName model, Optional<String> live) {
    List<String> versions;
    try {
      if (ledger.lastStanding(model).filter(RollbackTarget::isRollback).isPresent()) {
        return Optional.empty();
      }
      versions = ledger.versionsBefore(model);
    } catch (InputException e) {
      listener.warning("the ledger cannot be read: " + e.getMessage());
      return Optional.of(onlyOther(model, live));
    }
    if (versions.isEmpty()) {
      if (beganAnew(model)) {
        return Optional.of(onlyOther(model, live));
      }
      throw none(model);
    }
    return Optional.of(newest(model, versions));
  }

  private InputException none(ModelName model) {
    return new InputException(
        model.id() + " has no earlier version in " + ledger.file(),
        "train and promote a better one; history --model " + model.id() + " lists the versions");
  }

  /** Whether the ledger has no event from before the live version: it is new, or was lost. */
  private boolean beganAnew(ModelName model) {
    return ledger
        .live(model)
        .map(
            event ->
                event.event() == LedgerEvent.Kind.RECOVERED
                    && event.fromSha256() == null
                    && event.toSha256() != null)
        .orElse(true);
  }

  /** The only version in the archive that is not live; used where the ledger does not help. */
  private byte[] onlyOther(ModelName model, Optional<String> live) {
    List<LoadedModel> others = new ArrayList<>();
    for (String version : new AliasReader(paths).archivedSha256(model)) {
      if (!live.equals(Optional.of(version)) && mayRestore.test(model, version)) {
        try {
          others.add(load(model, named(paths, model, version)));
        } catch (InputException e) {
          listener.warning(Digest.abbreviate(version) + " cannot be used: " + e.getMessage());
        }
      }
    }
    if (others.isEmpty()) {
      throw none(model);
    }
    if (others.size() > 1) {
      throw new InputException(
          "the ledger does not have the version of "
              + model.id()
              + " that was live before, and the archive holds "
              + others.size()
              + ": "
              + listed(others),
          "name one: rollback " + model.id() + " --to " + digits(others.get(0)));
    }
    listener.warning(
        model.id()
            + " goes back to "
            + digits(others.get(0))
            + ", the only other version in the archive; the ledger has no earlier one");
    return named(paths, model, others.get(0).sha256());
  }

  private static String listed(List<LoadedModel> others) {
    List<LoadedModel> newestFirst = new ArrayList<>(others);
    newestFirst.sort(
        (one, other) -> other.file().header().created().compareTo(one.file().header().created()));
    List<String> words = new ArrayList<>();
    for (LoadedModel one : newestFirst.subList(0, Math.min(MOST_LISTED, newestFirst.size()))) {
      words.add(digits(one) + " created " + one.file().header().created());
    }
    return String.join(", ", words) + (others.size() > MOST_LISTED ? ", …" : "");
  }

  private static String digits(LoadedModel model) {
    return Digest.abbreviate(model.sha256());
  }

  /** The first version that is undamaged, loads and may be restored; warns of skipped ones. */
  private byte[] newest(ModelName model, List<String> versions) {
    List<String> skipped = new ArrayList<>();
    for (String version : versions) {
      try {
        byte[] content = named(paths, model, version);
        load(model, content);
        if (!mayRestore.test(model, version)) {
          skipped.add(Digest.abbreviate(version) + ": was never signed by this key");
          continue;
        }
        if (!skipped.isEmpty()) {
          listener.warning(
              model.id()
                  + " goes back to "
                  + Digest.abbreviate(version)
                  + ", because newer versions cannot be used ("
                  + String.join("; ", skipped)
                  + "); rollback "
                  + model.id()
                  + " --to SHA chooses another");
        }
        return content;
      } catch (InputException e) {
        skipped.add(Digest.abbreviate(version) + ": " + e.getMessage());
      }
    }
    throw new InputException(
        "no earlier version of " + model.id() + " can be used: " + String.join("; ", skipped),
        "restore one of them in "
            + paths.historyFolder(model)
            + " from a backup, then run rollback "
            + model.id()
            + " --to SHA");
  }

  private static boolean isRollback(LedgerEvent event) {
    return event.event() == LedgerEvent.Kind.ROLLED_BACK
        || event.event() == LedgerEvent.Kind.WATCH_ROLLED_BACK
        || event.isUnrecordedRollback()
        || (event.event() == LedgerEvent.Kind.RELOAD_FAILED
            && event.command() != null
            && event.command().startsWith("rollback"));
  }

  private LoadedModel load(ModelName model, byte[] content) {
    try {
      return LoadedModel.load(model, content);
    } catch (ModelFormatException e) {
      throw e.in(AliasReader.version(paths, model, Digest.of(content)).toString());
    }
  }
}
