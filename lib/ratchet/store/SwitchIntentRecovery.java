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
 * Ends what a run that died had begun: models that were to go together all went when the ledger
 * says so of one, else all are put back; a rollback that was not recorded is.
 *
 * <p>It may die itself at any step: the intent is removed last, and each step is skipped where it
 * was done. (Put back and not entered, the alias is what the ledger says.)
 */
public final class SwitchIntentRecovery {
  /** The others of the group are live and confirmed; the ledger did not say so of this one yet. */
  static final String TOGETHER_COMPLETED = "together_completed";

  /** Nobody had confirmed the group; this one was live already and was put back. */
  static final String TOGETHER_UNDONE = "together_undone";

  /** A kill between a rollback's switch and the ledger. */
  static final String ROLLBACK_NOT_RECORDED = "rollback_not_recorded";

  /** Enters an event. */
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
          file + " is not a regular file", "see who put it there, and move it away");
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
    store.settled();
  }

  private SwitchIntent read() throws IOException {
    try {
      return SwitchIntent.of(operations.read(file));
    } catch (MalformedJsonException e) {
      throw new InputException(
          file + " " + e.getMessage(),
          "see with history and reload what is live, then remove that file");
    }
  }

  /** Promotions enter the ledger when all of the group are confirmed. */
  private boolean isPromoted(SwitchIntent.Step step) {
    return said(step.model())
        .filter(event -> event.event() == LedgerEvent.Kind.PROMOTED)
        .filter(event -> step.toSha256().equals(event.toSha256()))
        .isPresent();
  }

  private Optional<LedgerEvent> said(ModelName model) {
    return store.ledger().live(model);
  }

  private void enter(SwitchIntent.Step step, String reason) {
    boolean live = store.liveSha256(step.model()).equals(Optional.of(step.toSha256()));
    boolean known =
        said(step.model()).map(LedgerEvent::toSha256).equals(Optional.of(step.toSha256()));
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
