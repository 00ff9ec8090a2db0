package ratchet.promote.hook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import ratchet.gate.HookOutcome.HookState;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelName;
import ratchet.promote.rollout.HookResult;
import ratchet.store.FileFailure;
import ratchet.store.FileTrust;

/**
 * A backtest or ope command of the user. It reads the paths of the models from {@code
 * ALPHA_MODEL_PATH}, {@code FILLNET_MODEL_PATH}, {@code RUGGUARD_MODEL_PATH} and {@code
 * SURVIVAL_MODEL_PATH}. Any exit status but 0 refuses the candidate.
 *
 * <p>The command is started without a shell, with the arguments of the run after its own words. To
 * use a shell, name it: {@code sh -c '… "$@"' backtest}.
 */
public final class CommandHook {
  private static final int WINDOW_DAYS = 14;
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

  private final String name;
  private final List<String> words;
  private final Path workingFolder;
  private final Map<String, String> variables;

  private CommandHook(
      String name, List<String> words, Path workingFolder, Map<String, String> variables) {
    this.name = name;
    this.words = List.copyOf(words);
    this.workingFolder = workingFolder;
    this.variables = Map.copyOf(variables);
  }

  /**
   * Finds the command: from the option, else from the environment, else the script of that name in
   * a {@code package.json}, which {@code pnpm run} starts.
   *
   * @param name {@code backtest} or {@code ope}
   * @param option the command from the command line, if any
   * @param environment read for {@code PROMOTE_BACKTEST_COMMAND} or {@code PROMOTE_OPE_COMMAND}
   * @param workingFolder where the command runs, and where a package.json is looked for
   * @return empty when there is no such command
   * @throws InputException for a command with an open quote or without words, or a package.json
   *     that cannot be read or that any user may have written
   */
  public static Optional<CommandHook> find(
      String name, Optional<String> option, Map<String, String> environment, Path workingFolder) {
    String variable = "PROMOTE_" + name.toUpperCase(Locale.ROOT) + "_COMMAND";
    Optional<String> given = option.or(() -> Optional.ofNullable(environment.get(variable)));
    if (given.isPresent() && !given.get().isBlank()) {
      List<String> words = ShellWords.split("--" + name + "-command", given.get());
      return Optional.of(new CommandHook(name, words, workingFolder, Map.of()));
    }
    return packageHasScript(name, workingFolder.resolve("package.json"))
        ? Optional.of(new CommandHook(name, List.of("pnpm", "run", name), workingFolder, Map.of()))
        : Optional.empty();
  }

  private static boolean packageHasScript(String name, Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    try {
      JsonNode script = Json.read(Files.readAllBytes(file)).path("scripts").path(name);
      boolean isThere = script.isTextual() && !script.textValue().isBlank();
      if (isThere) {
        requireTrusted(name, file);
      }
      return isThere;
    } catch (MalformedJsonException e) {
      throw new InputException(
          file + " " + e.getMessage(),
          "fix it, or name the command with --" + name + "-command",
          e);
    } catch (IOException e) {
      throw FileFailure.of("cannot read", file, "", e);
    }
  }

  /** Refuses a file that any user may have put into a folder such as {@code /tmp}. */
  private static void requireTrusted(String name, Path file) {
    if (FileTrust.mayBeFromAnyUser(file)) {
      throw new InputException(
          file + " names a script " + name + " to run, and any user may have written it",
          "run from another folder, or name the command with --" + name + "-command");
    }
  }

  /** {@code backtest} or {@code ope}. */
  public String name() {
    return name;
  }

  /** A copy that adds these variables to the environment of this process. */
  public CommandHook withVariables(Map<String, String> more) {
    return new CommandHook(name, words, workingFolder, more);
  }

  /** The command's words, without the arguments of a run. */
  public List<String> words() {
    return words;
  }

  /**
   * The arguments of a run: for a backtest the last 14 days up to today, for ope the policy that
   * the model serves.
   */
  public List<String> arguments(ModelName candidate, LocalDate today) {
    if (name.equals("ope")) {
      return List.of("--policy", candidate == ModelName.FILLNET ? "fee" : "sizing");
    }
    return List.of("--from", today.minusDays(WINDOW_DAYS).toString(), "--to", today.toString());
  }

  /**
   * Runs the command. At the time-out it is killed, with every process that it started.
   *
   * @param arguments added after the command's own words, e.g. {@code --from 2026-01-01}
   * @param models file of each model, passed in the environment
   */
  public HookResult run(List<String> arguments, Map<ModelName, Path> models, Duration timeout) {
    List<String> command = new ArrayList<>(words);
    command.addAll(arguments);
    String mark = UUID.randomUUID().toString();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(workingFolder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(variables);
    builder.environment().put(ProcessTree.MARK, mark);
    models.forEach(
        (model, path) ->
            builder
                .environment()
                .put(model.name() + "_MODEL_PATH", path.toAbsolutePath().toString()));
    long start = System.nanoTime();
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      return result(HookState.ABSENT, OptionalInt.empty(), reason(e), start);
    }
    CommandHookOutput output = CommandHookOutput.follow(process.getInputStream());
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        ProcessTree.kill(process, mark);
        String tail = output.tail(LAST_OUTPUT);
        return result(HookState.TIMED_OUT, OptionalInt.empty(), tail, start);
      }
    } catch (InterruptedException e) {
      ProcessTree.kill(process, mark);
      Thread.currentThread().interrupt();
      throw new InputException("interrupted while " + name + " ran", "run again", e);
    }
    int exit = process.exitValue();
    return result(
        exit == 0 ? HookState.PASSED : HookState.FAILED,
        OptionalInt.of(exit),
        output.tail(LAST_OUTPUT),
        start);
  }

  private static String reason(IOException failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private HookResult result(HookState state, OptionalInt exit, String tail, long startNanos) {
    double seconds = Math.round((System.nanoTime() - startNanos) / 1e6) / 1e3;
    return new HookResult(name, state, exit, tail, seconds);
  }

  /**
   * Reads the output of a command and keeps the end of it. It reads in its own thread, so that a
   * full pipe never blocks the command.
   */
  static final class CommandHookOutput {
    static final int MAX_CHARACTERS = 2000;

    private final StringBuilder tail = new StringBuilder();
    private final Thread reader;

    private CommandHookOutput(InputStream stream) {
      this.reader = new Thread(() -> read(stream), "hook-output");
    }

    static CommandHookOutput follow(InputStream stream) {
      CommandHookOutput output = new CommandHookOutput(stream);
      output.reader.setDaemon(true);
      output.reader.start();
      return output;
    }

    private void read(InputStream stream) {
      char[] buffer = new char[4096];
      try (Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
        for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
          keep(buffer, count);
        }
      } catch (IOException e) {
        // the pipe of a killed process breaks; the output before that is kept
        String note = "[output ended: " + e.getMessage() + "]";
        keep(note.toCharArray(), note.length());
      }
    }

    private synchronized void keep(char[] characters, int count) {
      tail.append(characters, 0, count);
      tail.delete(0, Math.max(0, tail.length() - MAX_CHARACTERS));
    }

    /**
     * The last 2,000 characters.
     *
     * @param patience how long to wait for the end of the output: a background process may keep the
     *     pipe open
     */
    String tail(Duration patience) {
      try {
        reader.join(patience.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      synchronized (this) {
        return tail.toString();
      }
    }
  }

  /**
   * Kills a command and every process that it started. They are found as descendants and, on Linux,
   * also by a variable in their environment, because an orphaned process is not a descendant any
   * more.
   */
  static final class ProcessTree {
    /** Environment variable that every process of one run inherits. */
    static final String MARK = "RATCHET_HOOK_RUN";

    private static final Path PROCESSES = Path.of("/proc");

    /** Processes that are started during one round are killed in the next. */
    private static final int ROUNDS = 500;

    private static final long ROUND_NANOS = 4_000_000;

    /** While a process executes another program, its environment is empty for a moment. */
    private static final int QUIET_ROUNDS = 3;

    private ProcessTree() {}

    static void kill(Process process, String mark) {
      List<ProcessHandle> descendants = process.descendants().toList();
      process.destroyForcibly();
      descendants.forEach(ProcessHandle::destroyForcibly);
      int quiet = 0;
      for (int round = 0; round < ROUNDS && quiet < QUIET_ROUNDS; round++) {
        List<ProcessHandle> left = marked(mark);
        quiet = left.isEmpty() ? quiet + 1 : 0;
        left.forEach(ProcessHandle::destroyForcibly);
        LockSupport.parkNanos(ROUND_NANOS);
      }
    }

    static List<ProcessHandle> marked(String mark) {
      if (!Files.isDirectory(PROCESSES)) {
        return List.of();
      }
      byte[] entry = (MARK + "=" + mark).getBytes(StandardCharsets.UTF_8);
      try (Stream<Path> processes = Files.list(PROCESSES)) {
        return processes
            .filter(path -> path.getFileName().toString().matches("\\d+"))
            .filter(path -> environmentHolds(path.resolve("environ"), entry))
            .flatMap(path -> handle(path).stream())
            .filter(ProcessHandle::isAlive)
            .toList();
      } catch (IOException e) {
        return List.of();
      }
    }

    private static boolean environmentHolds(Path environment, byte[] entry) {
      try {
        String all = new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1);
        return all.contains(new String(entry, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        // another account's process, or one that has just ended: not one of this run
        return false;
      }
    }

    private static Optional<ProcessHandle> handle(Path process) {
      return ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
    }
  }
}
