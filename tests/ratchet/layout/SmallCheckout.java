package ratchet.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The launcher as it is, in a checkout of two small scripts without libraries: built in a second.
 */
final class SmallCheckout {
  private static final String JBANG_JAR = "jbang-cli-0.132.1-all.jar";

  private final Path root;

  SmallCheckout(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("lib"));
    Files.createDirectories(root.resolve("scripts"));
    copy("jbangw");
    for (Path source : Sources.javaFilesBelow("launcher")) {
      copy("launcher/" + source);
    }
    Files.writeString(
        root.resolve("jbang-catalog.json"),
        """
        {
          "aliases": {
            "history": {
              "script-ref": "scripts/history.java",
              "runtime-options": ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
            },
            "demo": {
              "script-ref": "scripts/demo.java"
            }
          }
        }
        """);
    script("history", "History", "System.out.println(\"hello \" + String.join(\" \", args));");
    script("demo", "Demo", "");
  }

  Path launcher() {
    return root.resolve("jbangw");
  }

  void script(String name, String type, String body) throws IOException {
    Files.writeString(
        root.resolve("scripts/" + name + ".java"),
        "//JAVA 17+\nclass "
            + type
            + " {\n  public static void main(String... args) {\n    "
            + body
            + "\n  }\n}\n");
  }

  /**
   * This machine's, with a store of its own.
   *
   * @param jbangFolder gets JBang's jar from the store that these tests were started with, if it is
   *     there; else Maven fetches it
   */
  Map<String, String> environment(Path jbangFolder) throws IOException {
    Path store = Files.createDirectories(jbangFolder.resolve("ratchet"));
    String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
    for (String from : List.of(System.getenv().getOrDefault("JBANG_DIR", ""), home + "/.jbang")) {
      Path jar = Path.of(from, "ratchet", JBANG_JAR);
      if (Files.exists(jar)) {
        Files.copy(jar, store.resolve(JBANG_JAR), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("JBANG_DIR", jbangFolder.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return environment;
  }

  private void copy(String file) throws IOException {
    Path target = root.resolve(file);
    Files.createDirectories(target.getParent());
    Files.copy(Sources.root().resolve(file), target, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
