package ratchet.cli;

import java.util.List;

/** Options that say where something is; {@code --verbose} tells what they took and from where. */
public interface LocationOptions {
  /** One line each, e.g. {@code models: /srv/bot/models (from MODELS_DIR)}. */
  List<String> locations();

  /**
   * Their words for a command that is run next, to mean the same files and runtimes; none where it
   * has no such option. E.g. {@code --alias=fillnet=live.json}.
   */
  default List<String> carriedTo(String alias) {
    return List.of();
  }
}
