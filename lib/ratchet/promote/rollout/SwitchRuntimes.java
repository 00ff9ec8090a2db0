package ratchet.promote.rollout;

import java.net.URI;
import java.util.List;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.promote.reload.Reloader.ExpectedModel;
import ratchet.store.PromotionSettings;

/**
 * The runtimes that a switch asks.
 *
 * @param comingBack whether new versions were live before: they may be older than a runtime likes
 */
record SwitchRuntimes(
    Reloader reloader, PromotionSettings settings, boolean comingBack, PromotionListener listener) {
  /** Whether they serve the version that the alias was switched to. */
  List<ReloadReply> ask(AliasChange change) {
    List<URI> urls = settings.reloadUrls(change.model());
    ExpectedModel expected = ExpectedModel.of(change.target());
    return urls.isEmpty()
        ? List.of(ReloadReply.noUrl())
        : reloader.reload(change.model(), urls, comingBack ? expected.comingBack() : expected);
  }

  /** Without a former version there is nothing to ask for: runtimes keep what they have loaded. */
  List<ReloadReply> askForFormer(AliasChange change) {
    if (change.before().isEmpty()) {
      return List.of();
    }
    List<URI> urls = settings.reloadUrls(change.model());
    List<ReloadReply> replies =
        urls.isEmpty()
            ? List.of(ReloadReply.noUrl())
            : reloader.restore(change.model(), urls, change.before().get().expected().comingBack());
    if (!ReloadReply.allAccepted(replies)) {
      listener.warning(
          change.model().id()
              + ": the former version is back on disk, but not every runtime confirmed it either;"
              + " run reload "
              + change.model().id());
    }
    return replies;
  }
}
