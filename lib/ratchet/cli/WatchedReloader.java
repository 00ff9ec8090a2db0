package ratchet.cli;

import java.net.URI;
import java.util.List;
import ratchet.model.ModelName;
import ratchet.promote.Expected;
import ratchet.promote.ReloadClient;
import ratchet.promote.ReloadReply;
import ratchet.promote.Reloader;
import ratchet.promote.Waves;

/** Reloads a model's runtimes, and shows how many of them are through. */
final class WatchedReloader implements Reloader {
  private final ReloadClient client;
  private final Waves waves;
  private final Console console;

  WatchedReloader(ReloadClient client, Waves waves, Console console) {
    this.client = client;
    this.waves = waves;
    this.console = console;
  }

  @Override
  public List<ReloadReply> reload(ModelName model, List<URI> urls, Expected expected) {
    return ask(model, urls, expected, waves);
  }

  @Override
  public List<ReloadReply> restore(ModelName model, List<URI> urls, Expected expected) {
    return ask(model, urls, expected, Waves.allAtOnce());
  }

  private List<ReloadReply> ask(ModelName model, List<URI> urls, Expected expected, Waves steps) {
    try (Progress runtimes = Progress.start(console, model.id() + " runtimes", urls.size())) {
      return client.reloadAll(model, urls, expected, steps, reply -> runtimes.step(1));
    }
  }
}
