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

  /** The script that such a shell reads at its start. */
  public String script() {
    return Resource.text(Shell.class, "ratchet." + this);
  }
}
