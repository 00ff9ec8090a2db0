package ratchet.runtime;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Handles SIGHUP, the usual signal for "read your files again". Without a handler, the signal ends
 * the JVM.
 *
 * <p>The JDK has no public interface for signals. The internal one is called by reflection, because
 * the compiler prints a warning about it that cannot be switched off.
 */
final class HangupSignal {
  private HangupSignal() {}

  /**
   * Runs the action on every SIGHUP from now on. Returns false when the system has no such signal.
   */
  static boolean handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              action.run();
              return null;
            }
            return method.getName().equals("hashCode")
                ? System.identityHashCode(proxy)
                : method.getName().equals("equals") ? proxy == arguments[0] : "SIGHUP handler";
          };
      Object proxy =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, call);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
