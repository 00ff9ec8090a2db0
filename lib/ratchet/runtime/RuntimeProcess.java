package ratchet.runtime;

import java.util.concurrent.CountDownLatch;

/** A runtime that has a process to itself. */
public final class RuntimeProcess {
  private RuntimeProcess() {}

  /**
   * Blocks until the process is asked to stop (SIGTERM, SIGINT), then answers what is under way and
   * ends the process with status 0. Never returns but by interruption.
   */
  public static void serveUntilStopped(RuntimeServer server) throws InterruptedException {
    Thread hook = new Thread(() -> stop(server), "serve-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    new CountDownLatch(1).await();
  }

  private static void stop(RuntimeServer server) {
    int exit = 1;
    try {
      server.close();
      exit = 0;
    } finally {
      System.out.flush();
      System.err.flush();
      // a JVM that ends by a signal reports 128 + its number; an orderly end is 0
      Runtime.getRuntime().halt(exit);
    }
  }
}
