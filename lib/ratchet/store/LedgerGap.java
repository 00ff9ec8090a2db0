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
   * @return what is wrong, as a sentence; empty when the ledger names everything that is there
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
            ledger.file() + " was cut or replaced after " + paths.ledgerIndex() + " was written");
      }
    } catch (IOException e) {
      throw FileFailure.of("cannot read", ledger.file(), "", e);
    }
    Map<ModelName, String> differences = differences(ledger, new AliasReader(paths));
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join("; ", differences.values())
                + ": the ledger was cut, or somebody else wrote the alias");
  }

  /**
   * Differences between aliases and ledger: a switch that was not recorded, or a file that somebody
   * else wrote. The next command that changes aliases enters it into the ledger.
   */
  public static Map<ModelName, String> differences(Ledger ledger, AliasReader aliases) {
    Map<ModelName, String> differences = new EnumMap<>(ModelName.class);
    for (ModelName model : ModelName.values()) {
      Optional<String> said = ledger.live(model).map(LedgerEvent::toSha256);
      Optional<String> found = aliases.liveSha256(model);
      if (!said.equals(found)) {
        differences.put(
            model,
            "the alias of "
                + model.id()
                + found.map(sha256 -> " is " + Digest.abbreviate(sha256)).orElse(" is not there")
                + said.map(sha256 -> ", but the ledger says " + Digest.abbreviate(sha256))
                    .orElse(", which the ledger does not know"));
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
