package ratchet.promote.rollout;

import java.net.URI;
import java.util.List;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.promote.reload.Reloader.ExpectedModel;
import ratchet.store.PromotionSettings;

/**
 * Asks runtimes during a switch.
 *
 * @param restoring whether the versions were live before; they may then be degraded
 */
record SwitchRuntimes(
    Reloader reloader, PromotionSettings settings, boolean restoring, PromotionListener listener) {
  /** Asks the runtimes to load the version that the alias was switched to. */
  List<ReloadReply> ask(AliasChange change) {
    List<URI> urls = settings.reloadUrls(change.model());
    ExpectedModel expected = ExpectedModel.of(change.target());
    return urls.isEmpty()
        ? List.of(ReloadReply.noUrl())
        : reloader.reload(change.model(), urls, restoring ? expected.allowDegraded() : expected);
  }

  /** Asks for the former version; does nothing if there is none, as runtimes keep theirs. */
  List<ReloadReply> askForFormer(AliasChange change) {
    if (change.before().isEmpty()) {
      return List.of();
    }
    List<URI> urls = settings.reloadUrls(change.model());
    List<ReloadReply> replies =
        urls.isEmpty()
            ? List.of(ReloadReply.noUrl())
            : reloader.restore(
                change.model(), urls, change.before().get().expected().allowDegraded());
    if (!ReloadReply.allAccepted(replies)) {
      listener.warning(
          change.model().id()
              + ": the former version was restored on disk, but not every runtime confirmed it;"
              + " run reload "
              + change.model().id());
    }
    return replies;
  }
}
