import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.layout.Sources.root;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ratchet.model.Json;

/**
 * A {@code jbangw} that starts each command's class from this test's class path: what is written in
 * documents and workflows is run as it stands, without a build. The launcher has tests of its own.
 */
final class LauncherStandIn {
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?final class (\\w+)");

  private LauncherStandIn() {}

  /** Writes it into the folder. */
  static void write(Path folder) throws IOException {
    Path root = root();
    StringBuilder text = new StringBuilder("#!/usr/bin/env bash\ncase $1 in\n");
    JsonNode catalog = Json.read(Files.readAllBytes(root.resolve("jbang-catalog.json")));
    for (var alias : catalog.get("aliases").properties()) {
      String script = alias.getValue().get("script-ref").textValue();
      Matcher declared = CLASS.matcher(Files.readString(root.resolve(script)));
      if (script.startsWith("scripts/") && declared.find()) {
        text.append("  ").append(alias.getKey()).append(") class=").append(declared.group(1));
        text.append(" ;;\n");
      }
    }
    text.append("  *) echo \"no command $1\" >&2; exit 2 ;;\nesac\n")
        .append("export RATCHET_COMMAND=./jbangw\n")
        .append(
            "exec \"$TEST_JAVA\" -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
                + " --enable-native-access=ALL-UNNAMED")
        .append(" -cp \"$TEST_CLASS_PATH\" $class \"${@:2}\"\n");
    Path file = Files.writeString(folder.resolve("jbangw"), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** A shell in the folder that knows nothing of this machine's database, models and addresses. */
  static ProcessBuilder shell(Path folder, String script) {
    ProcessBuilder shell =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    Map<String, String> environment = shell.environment();
    environment
        .keySet()
        .removeIf(
            name ->
                name.matches("(PROMOTE|SQLITE|PERSISTENCE|RATCHET|RELOAD|GITHUB)_.*|MODELS_DIR"));
    environment.put("TEST_JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
    environment.put("TEST_CLASS_PATH", classPath());
    return shell;
  }

  /** What a script came to. */
  record Ended(int exit, String log) {}

  static Ended run(ProcessBuilder shell, Path log) throws IOException, InterruptedException {
    Process process = shell.redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(log));
  }

  private static String classPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
