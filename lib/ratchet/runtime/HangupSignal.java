package ratchet.runtime;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * SIGHUP, by which services are asked to read their files again; untouched, it ends a JVM.
 *
 * <p>The JDK has no public interface for signals. Its own is called by name, because the compiler
 * warns of it in a way that cannot be silenced.
 */
final class HangupSignal {
  private HangupSignal() {}

  /** Whether from now on the signal runs this; false where the system knows no such signal. */
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
