package ratchet.promote.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.ModelName;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;

/**
 * One alias and what it is to hold.
 *
 * @param before what it holds now, or held before; empty when there was no alias, or when that is
 *     not known
 * @param beforeIsKnown whether {@code before} can be relied on: an alias of unknown origin is never
 *     removed
 * @param content the bytes of {@code target}; never written to
 * @param reason entered into the ledger when the change stands
 * @param gates what the gates measured, or {@code null}
 * @param hooks what the hooks answered, or {@code null}
 * @param details entered into the ledger with the change, or {@code null}
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
  /** Digest of what the alias holds now. */
  public Optional<String> beforeSha256() {
    return before.map(ChampionFile::sha256);
  }

  /** An event about this change, with what the gates and hooks found. */
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
