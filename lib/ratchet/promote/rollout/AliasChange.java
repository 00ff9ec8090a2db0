package ratchet.promote.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.ModelName;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;

/**
 * A change of one alias.
 *
 * @param before the version before the change; empty when there was none, or it is not known
 * @param beforeIsKnown whether {@code before} is reliable: an alias of unknown origin is never
 *     removed
 * @param target the version after the change
 * @param content the bytes of {@code target}; not to be modified
 * @param reason recorded in the ledger when the change stands
 * @param gates the results of the gates as JSON, or {@code null}
 * @param hooks the results of the hooks as JSON, or {@code null}
 * @param details recorded in the ledger with the change, or {@code null}
 */
public record AliasChange(
    ModelName model,
    Optional<ChampionFile> before,
    boolean beforeIsKnown,
    LoadedModel target,
    byte[] content,
    String reason,
    JsonNode gates,
    JsonNode hooks,
    JsonNode details) {
  /** Digest of the version before; empty when there was none, or it is not known. */
  public Optional<String> beforeSha256() {
    return before.map(ChampionFile::sha256);
  }

  /** An event about this change, with the results of gates and hooks. */
  LedgerEvent event(
      Instant at,
      LedgerEvent.Kind kind,
      String from,
      String to,
      String ledgerReason,
      LedgerAuthor author) {
    return LedgerEvent.of(at, kind, model, from, to, ledgerReason, author)
        .withGates(gates)
        .withHooks(hooks)
        .withCreated(created(to));
  }

  private Instant created(String sha256) {
    if (target.sha256().equals(sha256)) {
      return target.file().header().created();
    }
    return before
        .filter(former -> former.sha256().equals(sha256))
        .flatMap(ChampionFile::created)
        .orElse(null);
  }
}
