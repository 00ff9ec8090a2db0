package ratchet.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import ratchet.model.InputException;

/**
 * The lock that allows one writer per models folder. The operating system releases it when the
 * process dies, so a kill leaves nothing to clean up.
 *
 * <p>The lock of the system excludes other processes but not other threads of this JVM, and closing
 * any other channel on the file releases it. So a semaphore per file is acquired first, and only
 * its holder opens the file.
 */
final class AliasStoreLock implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int HOLDER_MAX_BYTES = 500;

  /** The start of the text in the lock file. */
  private static final String HOLDER = "process ";

  private static final Map<Path, Semaphore> IN_THIS_JVM = new ConcurrentHashMap<>();

  private final Semaphore semaphore;
  private final FileChannel channel;
  private boolean closed;

  private AliasStoreLock(Semaphore semaphore, FileChannel channel) {
    this.semaphore = semaphore;
    this.channel = channel;
  }

  /**
   * @param holder written to the file and shown to a process that times out, e.g. {@code process 12
   *     (promote)}
   * @throws InputException when another holder keeps it for longer than the timeout, or the folder
   *     cannot be written
   */
  static AliasStoreLock acquire(Path file, Duration timeout, String holder) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Semaphore semaphore =
        IN_THIS_JVM.computeIfAbsent(ModelPaths.canonical(file), key -> new Semaphore(1));
    try {
      if (!semaphore.tryAcquire(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS)) {
        throw busy(file, timeout, "another thread of this process");
      }
    } catch (InterruptedException e) {
      throw interrupted(file, e);
    }
    FileChannel channel = null;
    try {
      channel = open(file);
      while (channel.tryLock() == null) {
        if (System.nanoTime() >= deadline) {
          throw busy(file, timeout, holder(channel));
        }
        Thread.sleep(POLL.toMillis());
      }
      requireOurs(file, channel);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
      return new AliasStoreLock(semaphore, channel);
    } catch (IOException | InterruptedException | RuntimeException e) {
      release(semaphore, channel, e);
      if (e instanceof InterruptedException interruption) {
        throw interrupted(file, interruption);
      }
      if (e instanceof IOException failure) {
        throw FileFailure.of("cannot lock", file, "nothing was changed", failure);
      }
      throw (RuntimeException) e;
    }
  }

  /** Refuses a link or a folder of the lock's name: it is neither followed nor written to. */
  private static FileChannel open(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw notOurs(file, Files.isSymbolicLink(file) ? "is a symbolic link" : "is not a file");
    }
    return FileChannel.open(file, Set.of(CREATE, READ, WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  private static void requireOurs(Path file, FileChannel channel) throws IOException {
    String content = holder(channel);
    if (channel.size() > 0 && !content.startsWith(HOLDER)) {
      throw notOurs(file, "does not hold the name of a process");
    }
    if (Files.getFileStore(file).supportsFileAttributeView("unix")
        && !Integer.valueOf(1)
            .equals(Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS))) {
      throw notOurs(file, "is a hard link to another file");
    }
  }

  private static InputException notOurs(Path file, String what) {
    return new InputException(
        "the lock file " + file + " " + what + "; nothing was changed",
        "find out who put it there, and move it away");
  }

  private static void release(Semaphore semaphore, FileChannel channel, Exception failure) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    } finally {
      semaphore.release();
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(HOLDER_MAX_BYTES);
    channel.read(buffer, 0);
    String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "another process" : text;
  }

  private static InputException busy(Path file, Duration timeout, String holder) {
    return new InputException(
        file + " is held by " + holder + "; waited " + timeout.toMillis() / 1000.0 + " s",
        "wait until it is done, or raise --lock-timeout (seconds)");
  }

  private static InputException interrupted(Path file, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new InputException(
        "interrupted while waiting for " + file, "run again when nothing else is running", cause);
  }

  /** Releases the lock; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release the lock", e);
    } finally {
      semaphore.release();
    }
  }
}
