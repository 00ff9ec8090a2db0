package ratchet.cli.reload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import ratchet.cli.Console;
import ratchet.model.DocumentSchema;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.notify.Notifier;
import ratchet.promote.reload.ReloadToken;
import ratchet.store.LedgerAuthor;

/** The {@code --notify-url} options: an address to which the result of each model is posted. */
public final class NotifyOptions {
  @Option(
      names = "--notify-url",
      paramLabel = "URL",
      description =
          "Post one JSON document for each model to this address. A failed post is a warning and"
              + " does not change the exit code.")
  private String url;

  @Option(
      names = "--notify-token-file",
      paramLabel = "FILE",
      description = "File with the bearer token for --notify-url.")
  private Path tokenFile;

  private boolean warned;

  /**
   * Checks the options before anything is done; warns of a token file that every user may read.
   *
   * @throws ratchet.model.InputException for an address or a token file that cannot be used
   */
  public void check(Console console) {
    token()
        .map(ReloadToken::warning)
        .filter(warning -> !warning.isEmpty() && !warned)
        .ifPresent(console::warn);
    warned = true;
    notifier(console).ifPresent(Notifier::close);
  }

  /**
   * Posts a document for each model; nothing without {@code --notify-url}.
   *
   * @param event {@code promote}, {@code rollback} or {@code watch}
   * @param models objects with {@code model}, {@code state} and {@code reason}, as in the command's
   *     JSON document
   */
  public void post(
      String event, List<ObjectNode> models, Instant at, LedgerAuthor author, Console console) {
    if (url == null) {
      return;
    }
    Optional<Notifier> opened;
    try {
      opened = notifier(console);
    } catch (InputException e) {
      // a notification must not fail a command that has already done its work
      console.warn("not notified: " + e.getMessage());
      return;
    }
    try (Notifier notifier = opened.orElseThrow()) {
      for (ObjectNode model : models) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put(DocumentSchema.FIELD, DocumentSchema.of("notify"));
        document.put("event", event);
        document.put("at", at.toString());
        document.put("user", author.user());
        document.put("host", author.host());
        document.put("command", author.command());
        document.setAll(model);
        notifier.post(document);
      }
    }
  }

  private Optional<Notifier> notifier(Console console) {
    return Optional.ofNullable(url).map(address -> new Notifier(address, token(), console::warn));
  }

  private Optional<ReloadToken> token() {
    return Optional.ofNullable(tokenFile).map(ReloadToken::read);
  }
}
