package ratchet.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A runtime that has a process to itself: SIGTERM and SIGINT end it with status 0 once what is
 * under way is answered, SIGHUP loads the models again, systemd gets to know when it is ready.
 */
public final class RuntimeProcess {
  private final Object announcing = new Object();
  private RuntimeServer server;
  private final SystemdNotifier manager;

  private RuntimeProcess(SystemdNotifier manager) {
    this.manager = manager;
  }

  /**
   * Starts a runtime and serves until the process is asked to stop; returns only by an exception.
   *
   * @param announce called once it listens; a signal does not cut it short and cannot follow it
   *     with anything else
   * @throws ratchet.model.InputException when it cannot start, as {@link RuntimeServer#start} says
   */
  public static void run(RuntimeOptions options, Consumer<RuntimeServer> announce)
      throws InterruptedException {
    SystemdNotifier manager = new SystemdNotifier(System.getenv(), options.log());
    RuntimeProcess process = new RuntimeProcess(manager);
    Thread stop = new Thread(process::stop, "serve-stop");
    try {
      // before anything is said: a signal that comes right after it must find this in place
      Runtime.getRuntime().addShutdownHook(stop);
    } catch (IllegalStateException stopping) {
      awaitTheEnd();
    }
    try {
      process.start(options, announce);
    } catch (RuntimeException e) {
      removeHook(stop);
      throw e;
    }
    awaitTheEnd();
  }

  private void start(RuntimeOptions options, Consumer<RuntimeServer> announce) {
    RuntimeServer started = RuntimeServer.start(options);
    synchronized (announcing) {
      server = started;
      HangupSignal.handle(() -> started.reload(Reload.Trigger.SIGNAL));
      announce.accept(started);
    }
    manager.ready(StartReport.line(started));
  }

  private static void removeHook(Thread stop) throws InterruptedException {
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException stopping) {
      // a signal came first, and its end is the process's
      awaitTheEnd();
    }
  }

  private static void awaitTheEnd() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private void stop() {
    int exit = 1;
    try {
      RuntimeServer started;
      synchronized (announcing) {
        started = server;
      }
      if (started != null) {
        manager.stopping();
        started.close();
      }
      exit = 0;
    } finally {
      System.out.flush();
      System.err.flush();
      // a JVM that ends by a signal reports 128 + its number; an orderly end is 0
      Runtime.getRuntime().halt(exit);
    }
  }
}
