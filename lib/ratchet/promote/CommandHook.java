package ratchet.promote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.model.ModelName;

/** Skeleton: a backtest or ope command of the user's. */
public final class CommandHook {
  private CommandHook() {}

  /**
   * @param name {@code backtest} or {@code ope}
   * @param option the command given as an option, if any
   * @param environment read for PROMOTE_BACKTEST_COMMAND / PROMOTE_OPE_COMMAND
   * @param workingFolder where a package.json may hold a script of that name
   * @return empty when there is none at all ({@code hooks=absent})
   */
  public static Optional<CommandHook> find(
      String name, Optional<String> option, Map<String, String> environment, Path workingFolder) {
    throw new IllegalStateException();
  }

  /**
   * @param arguments appended to the command's own words
   * @param models what ALPHA_MODEL_PATH, FILLNET_MODEL_PATH, … say
   */
  public CommandHookResult run(
      List<String> arguments, Map<ModelName, Path> models, Duration timeout) {
    throw new IllegalStateException();
  }
}
