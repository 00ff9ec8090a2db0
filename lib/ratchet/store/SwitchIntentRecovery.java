package ratchet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import ratchet.model.InputException;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelName;

/**
 * Completes or undoes the switches of a run that was killed. Models that were promoted together
 * stay live when the ledger has the promotion of one of them; otherwise all are restored. A
 * rollback whose event is missing gets its event.
 *
 * <p>It may itself be killed at any step: the list of switches is removed last, and steps that were
 * done before are skipped. (An alias that was restored without an event agrees with the ledger.)
 */
public final class SwitchIntentRecovery {
  /** The group was confirmed; only the event of this model was missing. */
  static final String TOGETHER_COMPLETED = "together_completed";

  /** The group was not confirmed; this model had been switched and was restored. */
  static final String TOGETHER_UNDONE = "together_undone";

  /** A run was killed between the switch of a rollback and its event. */
  static final String ROLLBACK_NOT_RECORDED = "rollback_not_recorded";

  /** Appends a {@code recovered} event to the ledger. */
  interface Entry {
    void append(ModelName model, String from, String to, String reason);
  }

  private final AliasStore store;
  private final Path file;
  private final FileOperations operations;
  private final Entry entry;

  SwitchIntentRecovery(AliasStore store, Path file, FileOperations operations, Entry entry) {
    this.store = store;
    this.file = file;
    this.operations = operations;
    this.entry = entry;
  }

  void run() throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          file + " is not a regular file", "find out who put it there, and move it away");
    }
    SwitchIntent intent = read();
    switch (intent.kind()) {
      case TOGETHER -> {
        if (intent.steps().stream().anyMatch(this::isPromoted)) {
          intent.steps().forEach(step -> enter(step, TOGETHER_COMPLETED));
        } else {
          intent.steps().forEach(this::undo);
        }
      }
      case ROLLBACK -> intent.steps().forEach(step -> enter(step, ROLLBACK_NOT_RECORDED));
    }
    store.removeIntent();
  }

  private SwitchIntent read() throws IOException {
    try {
      return SwitchIntent.of(operations.read(file));
    } catch (MalformedJsonException e) {
      throw new InputException(
          file + " " + e.getMessage(),
          "check with history and reload which versions are live, then remove that file");
    }
  }

  /** Promotions of a group are recorded only after all of its models are confirmed. */
  private boolean isPromoted(SwitchIntent.Step step) {
    return recorded(step.model())
        .filter(event -> event.event() == LedgerEvent.Kind.PROMOTED)
        .filter(event -> step.toSha256().equals(event.toSha256()))
        .isPresent();
  }

  private Optional<LedgerEvent> recorded(ModelName model) {
    return store.ledger().live(model);
  }

  private void enter(SwitchIntent.Step step, String reason) {
    boolean live = store.liveSha256(step.model()).equals(Optional.of(step.toSha256()));
    boolean known =
        recorded(step.model()).map(LedgerEvent::toSha256).equals(Optional.of(step.toSha256()));
    if (live && !known) {
      entry.append(step.model(), step.fromSha256().orElse(null), step.toSha256(), reason);
    }
  }

  /** Those that were not switched yet need no event. */
  private void undo(SwitchIntent.Step step) {
    Optional<String> to = Optional.of(step.toSha256());
    if (store.liveSha256(step.model()).equals(to) && !step.fromSha256().equals(to)) {
      step.fromSha256()
          .map(sha256 -> former(step.model(), sha256))
          .ifPresentOrElse(
              content -> store.restore(step.model(), content),
              () -> store.remove(step.model(), step.toSha256()));
      entry.append(step.model(), step.toSha256(), step.fromSha256().orElse(null), TOGETHER_UNDONE);
    }
  }

  private byte[] former(ModelName model, String sha256) {
    return store
        .archived(model, sha256)
        .orElseThrow(
            () ->
                new InputException(
                    "the former version " + sha256 + " of " + model.id() + " is not in the archive",
                    "restore it from a backup, or remove " + file + " to keep what is live"));
  }
}
