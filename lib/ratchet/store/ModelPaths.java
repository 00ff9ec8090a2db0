package ratchet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.RolloutMarker;
import ratchet.model.SignatureFile;
import ratchet.model.UsageException;

/**
 * The paths of everything in a models folder. An alias is never the same file as a candidate,
 * neither by name nor through a symbolic link: a trainer would then write straight into production.
 *
 * @param directory candidates, aliases, {@code history/<model>/}, {@code ledger.jsonl}
 * @param aliasOverrides aliases that lie elsewhere, because a runtime reads them there
 */
public record ModelPaths(Path directory, Map<ModelName, Path> aliasOverrides) {
  private static final int MAX_LINKS = 40;
  private static final String HISTORY = "history";
  private static final String LEDGER = "ledger.jsonl";
  private static final String INTENT = "switching.json";
  private static final String LOCK = "promote.lock";

  /**
   * @throws UsageException for an alias that is the same file as a candidate, another alias, or
   *     another file of the folder
   */
  public ModelPaths {
    aliasOverrides = Map.copyOf(aliasOverrides);
    refuseShared(directory, aliasOverrides);
  }

  /** The folder with every alias at its default place. */
  public static ModelPaths of(Path directory) {
    return new ModelPaths(directory, Map.of());
  }

  /**
   * The folder with aliases that may lie elsewhere.
   *
   * @param aliasOptions model id to path, from {@code --alias alpha=PATH}; they override the
   *     environment
   * @param environment read for {@code PROMOTE_<MODEL>_ALIAS}; an empty value counts as unset
   * @throws UsageException for an unknown model, an empty path, or a path that another file of the
   *     folder has
   */
  public static ModelPaths of(
      Path directory, Map<String, String> aliasOptions, Map<String, String> environment) {
    Map<ModelName, Path> overrides = new EnumMap<>(ModelName.class);
    for (ModelName model : ModelName.values()) {
      String value = environment.getOrDefault(model.environmentName("ALIAS"), "").strip();
      if (!value.isEmpty()) {
        overrides.put(model, path(model, value));
      }
    }
    aliasOptions.forEach(
        (id, value) -> overrides.put(ModelName.of(id), path(ModelName.of(id), value)));
    return new ModelPaths(directory, overrides);
  }

  private static Path path(ModelName model, String value) {
    if (value.isBlank() || value.indexOf('\0') >= 0) {
      throw new UsageException(
          "the alias of " + model.id() + " is '" + value + "', which is not a path",
          "use --alias " + model.id() + "=PATH with the file that the runtime reads");
    }
    return Path.of(value);
  }

  /**
   * These paths, for callers that require the folder to exist.
   *
   * @throws InputException when it does not exist
   */
  public ModelPaths existing() {
    if (!Files.isDirectory(directory)) {
      throw new InputException(
          "the models folder " + directory + " does not exist",
          "train a model first, or point --models-dir at the folder");
    }
    return this;
  }

  /** The file that the trainer writes; no runtime reads it. */
  public Path candidate(ModelName model) {
    return directory.resolve(model.candidateFile());
  }

  /** The file that the runtime reads; it may be a symbolic link. */
  public Path alias(ModelName model) {
    return alias(directory, aliasOverrides, model);
  }

  /** The file with the signed statements about an alias; it lies beside the alias. */
  static Path signature(Path alias) {
    return alias.resolveSibling(alias.getFileName() + SignatureFile.SUFFIX);
  }

  /**
   * Whether this is a file that belongs to the folder: candidate, alias, signature, rollout marker,
   * ledger, index, torn lines, lock, note of a switch, or a file in the history. A command must not
   * write its output there.
   *
   * @param place as {@link #canonical} returns it
   */
  public boolean owns(Path place) {
    for (ModelName model : ModelName.values()) {
      Path alias = alias(model);
      if (Stream.of(candidate(model), alias, signature(alias), RolloutMarker.fileOf(alias))
          .anyMatch(file -> isAt(place, file))) {
        return true;
      }
    }
    return Stream.of(ledger(), ledgerIndex(), intent(), lock()).anyMatch(file -> isAt(place, file))
        || place.startsWith(canonical(directory.resolve(HISTORY)))
        || (place.startsWith(canonical(directory))
            && place.getFileName().toString().startsWith(AliasStoreRecovery.TORN_PREFIX));
  }

  /** Whether the place is the file, with its last link followed or not. */
  private static boolean isAt(Path place, Path file) {
    Path absolute = file.toAbsolutePath();
    return place.equals(canonical(absolute))
        || place.equals(canonical(absolute.getParent()).resolve(absolute.getFileName()));
  }

  /** The folder of every version that was ever live, as {@code <sha256>.json}. */
  public Path historyFolder(ModelName model) {
    return directory.resolve(HISTORY).resolve(model.id());
  }

  /** {@code ledger.jsonl}; see {@link Ledger}. */
  public Path ledger() {
    return directory.resolve(LEDGER);
  }

  /** {@code ledger.index.json}, which only makes reading the ledger faster. */
  public Path ledgerIndex() {
    return LedgerIndex.of(ledger());
  }

  /** {@code switching.json}, which exists only during a switch; see {@link SwitchIntent}. */
  public Path intent() {
    return directory.resolve(INTENT);
  }

  /** {@code promote.lock}, held by the process that may change aliases; the file stays. */
  public Path lock() {
    return directory.resolve(LOCK);
  }

  private static Path alias(Path directory, Map<ModelName, Path> overrides, ModelName model) {
    Path override = overrides.get(model);
    return override == null ? directory.resolve(model.aliasFile()) : override;
  }

  private static void refuseShared(Path directory, Map<ModelName, Path> overrides) {
    Map<Path, String> taken = new HashMap<>();
    Path ledger = directory.resolve(LEDGER);
    taken.put(canonical(ledger), "ledger");
    taken.put(canonical(LedgerIndex.of(ledger)), "index of the ledger");
    taken.put(canonical(directory.resolve(INTENT)), "note of a switch at work");
    taken.put(canonical(directory.resolve(LOCK)), "lock");
    Path history = canonical(directory.resolve(HISTORY));
    for (ModelName model : ModelName.values()) {
      taken.put(canonical(directory.resolve(model.candidateFile())), model.id() + " candidate");
      taken.put(
          canonical(signature(alias(directory, overrides, model))),
          "signature of the " + model.id() + " alias");
    }
    for (ModelName model : ModelName.values()) {
      Path alias = alias(directory, overrides, model);
      Path place = canonical(alias);
      String other =
          place.startsWith(history)
              ? "history of former versions"
              : taken.putIfAbsent(place, model.id() + " alias");
      if (other != null) {
        throw new UsageException(
            "the alias of "
                + model.id()
                + " ("
                + alias
                + ") "
                + (other.startsWith("history") ? "lies in the " : "is the same file as the ")
                + other,
            "point --alias "
                + model.id()
                + "=PATH or "
                + model.environmentName("ALIAS")
                + " at a file that the runtime reads and that nothing else writes");
      }
    }
  }

  /**
   * The absolute path with links followed and {@code ..} removed, also where the last part does not
   * exist yet.
   *
   * @throws InputException for links that lead back to themselves, or a folder that may not be
   *     entered
   */
  public static Path canonical(Path path) {
    return canonical(path.toAbsolutePath(), 0);
  }

  private static Path canonical(Path path, int links) {
    if (links > MAX_LINKS) {
      throw new InputException(
          path + " is a symbolic link that leads back to itself", "remove the link");
    }
    try {
      if (Files.isSymbolicLink(path)) {
        return canonical(path.resolveSibling(Files.readSymbolicLink(path)), links + 1);
      }
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return path.toRealPath();
      }
      Path parent = path.getParent();
      return parent == null
          ? path
          : canonical(parent, links).resolve(path.getFileName()).normalize();
    } catch (IOException e) {
      throw FileFailure.of("cannot examine", path, "nothing was changed", e);
    }
  }
}
