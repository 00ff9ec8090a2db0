package ratchet.cli.completion;

import java.util.Locale;
import ratchet.model.Resource;

/** A shell that completes the toolkit's commands, options and values. */
public enum Shell {
  BASH,
  ZSH,
  FISH;

  /** The word on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The script that such a shell reads at its start; zsh takes that of bash. */
  public String script() {
    return switch (this) {
      case BASH -> Resource.text(Shell.class, "ratchet.bash");
      case ZSH -> "autoload -U +X bashcompinit && bashcompinit\n\n" + BASH.script();
      case FISH -> Resource.text(Shell.class, "ratchet.fish");
    };
  }
}
