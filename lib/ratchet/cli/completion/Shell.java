package ratchet.cli.completion;

import java.util.Locale;
import ratchet.model.Resource;

/** A shell for which there is a completion script. */
public enum Shell {
  BASH,
  ZSH,
  FISH;

  /** The word on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The completion script that the shell reads at its start; zsh uses that of bash. */
  public String script() {
    return switch (this) {
      case BASH -> Resource.text(Shell.class, "ratchet.bash");
      case ZSH -> "autoload -U +X bashcompinit && bashcompinit\n\n" + BASH.script();
      case FISH -> Resource.text(Shell.class, "ratchet.fish");
    };
  }
}
