package ratchet.cli;

import java.util.List;

/** Options that say where something is; {@code --verbose} tells what they took and from where. */
public interface LocationOptions {
  /** One line each, e.g. {@code models: /srv/bot/models (from MODELS_DIR)}. */
  List<String> locations();
}
