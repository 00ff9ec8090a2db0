package ratchet.cli.reload;

import java.net.URI;
import java.util.List;
import ratchet.cli.Console;
import ratchet.cli.Progress;
import ratchet.model.ModelName;
import ratchet.promote.reload.ExpectedModel;
import ratchet.promote.reload.ReloadClient;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.promote.reload.RolloutPlan;

/** Reloads a model's runtimes, and shows how many of them are through. */
final class WatchedReloader implements Reloader {
  private final ReloadClient client;
  private final RolloutPlan waves;
  private final Console console;

  WatchedReloader(ReloadClient client, RolloutPlan waves, Console console) {
    this.client = client;
    this.waves = waves;
    this.console = console;
  }

  @Override
  public List<ReloadReply> reload(ModelName model, List<URI> urls, ExpectedModel expected) {
    return ask(model, urls, expected, waves);
  }

  @Override
  public List<ReloadReply> restore(ModelName model, List<URI> urls, ExpectedModel expected) {
    return ask(model, urls, expected, RolloutPlan.allAtOnce());
  }

  private List<ReloadReply> ask(
      ModelName model, List<URI> urls, ExpectedModel expected, RolloutPlan steps) {
    try (Progress runtimes = Progress.start(console, model.id() + " runtimes", urls.size())) {
      return client.reloadAll(model, urls, expected, steps, reply -> runtimes.step(1));
    }
  }
}
