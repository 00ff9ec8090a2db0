package ratchet.cli.prepare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import ratchet.cli.prepare.Prerequisite.Status;
import ratchet.data.sqlite.Database;
import ratchet.model.InputException;

/** Checks the machine without changing it. */
public final class Prerequisites {
  private static final int OLDEST_JAVA = 17;
  private static final long MEGABYTE = 1024L * 1024;

  /** A default database, all models and their history stay below this. */
  private static final long WANTED_MEGABYTES = 1024;

  private static final long NEEDED_MEGABYTES = 100;
  private static final int CONNECT_TIMEOUT_MS = 500;

  private Prerequisites() {}

  /** The version of the Java that runs this process. */
  public static Prerequisite java() {
    Runtime.Version found = Runtime.version();
    String required = "required: >= " + OLDEST_JAVA;
    if (found.feature() >= OLDEST_JAVA) {
      return Prerequisite.pass("java", found.toString(), required);
    }
    return new Prerequisite(
        "java", Status.FAIL, found.toString(), required, "install a JDK 17 or newer");
  }

  /** Whether SQLite can create and write a database in the folder of {@code database}. */
  public static Prerequisite sqliteWriteAccess(Path database) {
    return writable(
        "sqlite",
        nearestFolder(database),
        "required: SQLite can write there",
        "give this user write access, or name a file in another folder with --db",
        probe -> Database.openReadWrite(probe.resolve("probe.db")).close());
  }

  /** Whether aliases can be replaced in the models folder. */
  public static Prerequisite modelsWriteAccess(Path models) {
    return writable(
        "models",
        nearestFolder(models.resolve("alias")),
        "required: files can be written and renamed there",
        "give this user write access, or name another folder with --models-dir",
        probe -> Files.move(Files.createFile(probe.resolve("a")), probe.resolve("b")));
  }

  /** Whether there is enough free space for databases and models. */
  public static Prerequisite disk(Path folder) {
    Path nearest = nearestFolder(folder.resolve("file"));
    String required = "wanted: >= " + WANTED_MEGABYTES + " MB";
    long free;
    try {
      free = Files.getFileStore(nearest).getUsableSpace() / MEGABYTE;
    } catch (IOException e) {
      return new Prerequisite("disk", Status.WARN, "unknown: " + e, required, "check with df -h");
    }
    String measured = free + " MB free at " + nearest;
    if (free >= WANTED_MEGABYTES) {
      return Prerequisite.pass("disk", measured, required);
    }
    Status status = free < NEEDED_MEGABYTES ? Status.FAIL : Status.WARN;
    return new Prerequisite("disk", status, measured, required, "free some space");
  }

  /** Whether the loopback port is free for a runtime, or a process already answers there. */
  public static Prerequisite port(int port, String runtime) {
    String name = "port " + port;
    String use = runtime + " listens here";
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
      return Prerequisite.pass(name, "free", use);
    } catch (IOException e) {
      if (answers(port)) {
        return Prerequisite.pass(name, "a process answers", use);
      }
      return new Prerequisite(
          name,
          Status.WARN,
          "neither free nor answering: " + e.getMessage(),
          use,
          "find the process that uses it (ss -ltnp), or run serve with another --port");
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MS);
      return true;
    } catch (IOException e) {
      return false; // the answer to the question
    }
  }

  /** Work that fails without write access. */
  private interface Probe {
    void in(Path folder) throws IOException;
  }

  private static Prerequisite writable(
      String name, Path folder, String required, String remedy, Probe probe) {
    try {
      Path own = Files.createTempDirectory(folder, ".prepare-");
      try {
        probe.in(own);
      } finally {
        delete(own);
      }
      return Prerequisite.pass(name, folder.toString(), required);
    } catch (InputException e) {
      return new Prerequisite(
          name, Status.FAIL, folder + ": " + e.getMessage(), required, e.remedy());
    } catch (IOException e) {
      return new Prerequisite(name, Status.FAIL, folder + ": " + e.getMessage(), required, remedy);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }

  /** The folder of a file, or its nearest parent that exists. */
  private static Path nearestFolder(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    while (folder != null && !Files.isDirectory(folder)) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of("/") : folder;
  }
}
