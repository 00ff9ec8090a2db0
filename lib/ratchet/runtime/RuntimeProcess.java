package ratchet.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Runs a runtime as its own process. SIGTERM and SIGINT end it with exit code 0 after the requests
 * in progress are answered, SIGHUP reloads the models, and systemd is notified when it is ready.
 */
public final class RuntimeProcess {
  private final Object announcing = new Object();
  private RuntimeServer server;
  private final SystemdNotifier manager;

  private RuntimeProcess(SystemdNotifier manager) {
    this.manager = manager;
  }

  /**
   * Starts a runtime and serves until a signal ends the process; it never returns normally.
   *
   * @param announce is called once, when the runtime listens; a signal that arrives meanwhile is
   *     handled after it returns
   * @throws ratchet.model.InputException when the runtime cannot start, see {@link
   *     RuntimeServer#start}
   */
  public static void run(RuntimeOptions options, Consumer<RuntimeServer> announce)
      throws InterruptedException {
    SystemdNotifier manager = new SystemdNotifier(System.getenv(), options.log());
    RuntimeProcess process = new RuntimeProcess(manager);
    Thread stop = new Thread(process::stop, "serve-stop");
    try {
      // before the announcement: a signal that follows it at once must find this hook
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
      // a signal came first; its shutdown hook ends the process
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
      // a JVM that a signal ends exits with 128 + the signal's number; an orderly stop must exit
      // with 0
      Runtime.getRuntime().halt(exit);
    }
  }
}
