package ratchet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import ratchet.model.Digest;
import ratchet.model.ModelName;

/** Finds contradictions between a ledger and the files beside it. */
public final class LedgerGap {
  private LedgerGap() {}

  /**
   * Checks the ledger against the aliases, the archive and the index.
   *
   * @return a sentence that says what is wrong; empty when ledger and files agree
   */
  public static Optional<String> of(ModelPaths paths, Ledger ledger) {
    if (ledger.size() == 0) {
      return hasVersions(paths)
          ? Optional.of(
              ledger.file() + " is missing or empty, although versions are live or archived")
          : Optional.empty();
    }
    try {
      if (ledger.isBehindItsIndex()) {
        return Optional.of(
            ledger.file()
                + " was truncated or replaced after "
                + paths.ledgerIndex()
                + " was written");
      }
    } catch (IOException e) {
      throw FileFailure.of("cannot read", ledger.file(), "", e);
    }
    Map<ModelName, String> differences = differences(ledger, new AliasReader(paths));
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join("; ", differences.values())
                + ": lines of the ledger were removed, or somebody else wrote the alias");
  }

  /**
   * A sentence for each model whose alias differs from the ledger: a switch was not recorded, or
   * somebody else wrote the file. The next command that changes aliases appends it to the ledger.
   */
  public static Map<ModelName, String> differences(Ledger ledger, AliasReader aliases) {
    Map<ModelName, String> differences = new EnumMap<>(ModelName.class);
    for (ModelName model : ModelName.values()) {
      Optional<String> recorded = ledger.live(model).map(LedgerEvent::toSha256);
      Optional<String> found = aliases.liveSha256(model);
      if (!recorded.equals(found)) {
        differences.put(
            model,
            "the alias of "
                + model.id()
                + found.map(sha256 -> " is " + Digest.abbreviate(sha256)).orElse(" does not exist")
                + recorded
                    .map(sha256 -> ", but the ledger says " + Digest.abbreviate(sha256))
                    .orElse(", but the ledger has no event of it"));
      }
    }
    return differences;
  }

  private static boolean hasVersions(ModelPaths paths) {
    AliasReader aliases = new AliasReader(paths);
    for (ModelName model : ModelName.values()) {
      if (Files.exists(paths.alias(model)) || !aliases.archivedSha256(model).isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
