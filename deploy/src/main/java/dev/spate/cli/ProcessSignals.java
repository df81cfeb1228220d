package dev.spate.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/// The signals INT and TERM of this process. By way of reflection, because `sun.misc.Signal` is the
/// only way in and the compiler warns of its name; a JVM without it is left to its defaults.
final class ProcessSignals implements Signals {
  @Override
  public Registration handle(Runnable handler) {
    Runnable restoreInt = replace("INT", handler);
    Runnable restoreTerm = replace("TERM", handler);
    return () -> {
      restoreInt.run();
      restoreTerm.run();
    };
  }

  @Override
  public Registration handleTermination(Runnable handler) {
    Runnable restoreInt = replace("INT", () -> {});
    Runnable restoreTerm = replace("TERM", handler);
    return () -> {
      restoreInt.run();
      restoreTerm.run();
    };
  }

  @Override
  public void quit(int exitCode) {
    Runtime.getRuntime().halt(exitCode);
  }

  private static Runnable replace(String name, Runnable handler) {
    try {
      Class<?> signalClass = Class.forName("sun.misc.Signal");
      Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
      Method handle = signalClass.getMethod("handle", signalClass, handlerClass);
      Object signal = signalClass.getConstructor(String.class).newInstance(name);
      Object ours =
          Proxy.newProxyInstance(
              ProcessSignals.class.getClassLoader(),
              new Class<?>[] {handlerClass},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      Thread.ofPlatform().daemon().name("signal-" + name).start(handler);
                      yield null;
                    }
                    case "equals" ->
                        System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "handler of " + name;
                  });
      Object before = handle.invoke(null, signal, ours);
      return () -> restore(handle, signal, before);
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      return () -> {}; // no such signal here, or one that the JVM keeps for itself (-Xrs)
    }
  }

  private static void restore(Method handle, Object signal, Object before) {
    try {
      handle.invoke(null, signal, before);
    } catch (IllegalAccessException | InvocationTargetException _) {
      // The process is about to end; the handler in force does no harm.
    }
  }
}
