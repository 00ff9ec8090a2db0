package ratchet.store;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who caused an event, and from where.
 *
 * @param user name of the operating system's account
 * @param host name of the machine on which the command ran
 * @param command what was run, e.g. {@code promote fillnet}
 * @param session what started it: {@code terminal} (a person), {@code cron}, {@code systemd},
 *     {@code ci} or {@code script}; {@code null} where that was not determined
 */
public record LedgerAuthor(String user, String host, String command, String session) {
  private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** An author whose session is not known. */
  public LedgerAuthor(String user, String host, String command) {
    this(user, host, command, null);
  }

  /** This process's account and machine, and what started it. */
  public static LedgerAuthor of(String command) {
    return new LedgerAuthor(
        System.getProperty("user.name"), hostName(), command, LedgerSession.current().id());
  }

  /** Reads the kernel's file first: a resolver that is down would cost seconds. */
  private static String hostName() {
    try {
      return Files.exists(LINUX_HOST_NAME)
          ? Files.readString(LINUX_HOST_NAME).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
