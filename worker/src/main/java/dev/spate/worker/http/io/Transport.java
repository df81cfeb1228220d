package dev.spate.worker.http.io;

import io.netty.channel.Channel;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a loop talks to the kernel.
public enum Transport {
  /// Linux io_uring: what a pass sends goes to the kernel in one call, and what was received lies
  /// ready in buffers that were left there.
  IO_URING {
    @Override
    public String obstacle() {
      return Uring.obstacle();
    }

    @Override
    public boolean readsWhenTold() {
      return false;
    }

    @Override
    public IoHandlerFactory ioHandlers(int connections) {
      return Uring.ioHandlers(connections);
    }

    @Override
    public Channel newChannel() {
      return Uring.newChannel();
    }

    @Override
    public Channel newUnixChannel() {
      return Uring.newUnixChannel();
    }

    @Override
    public SocketAddress unixAddress(UnixDomainSocketAddress address) {
      return new DomainSocketAddress(address.getPath().toString());
    }

    @Override
    Alarm alarm(IoEventLoop loop) {
      return new UringAlarm(loop);
    }
  },
  /// Linux epoll through Netty's native library: no copies, waits to the nanosecond.
  EPOLL {
    @Override
    public String obstacle() {
      Throwable cause = Epoll.unavailabilityCause();
      return cause == null ? "" : "no epoll: " + cause.getMessage();
    }

    @Override
    public IoHandlerFactory ioHandlers(int connections) {
      return EpollIoHandler.newFactory();
    }

    @Override
    public Channel newChannel() {
      return new EpollSocketChannel();
    }

    @Override
    public Channel newUnixChannel() {
      return new EpollDomainSocketChannel();
    }

    @Override
    public SocketAddress unixAddress(UnixDomainSocketAddress address) {
      return new DomainSocketAddress(address.getPath().toString());
    }
  },
  /// The JDK's selector. Everywhere.
  NIO {
    @Override
    public String obstacle() {
      return "";
    }

    @Override
    public IoHandlerFactory ioHandlers(int connections) {
      return NioIoHandler.newFactory();
    }

    @Override
    public Channel newChannel() {
      return new NioSocketChannel();
    }

    @Override
    public Channel newUnixChannel() {
      return new NioDomainSocketChannel();
    }

    @Override
    public SocketAddress unixAddress(UnixDomainSocketAddress address) {
      return address;
    }
  };

  /// The word for whichever is fastest on this machine.
  public static final String AUTO = "auto";

  /// The one that is there without a doubt and always good: epoll on Linux, else NIO.
  public static Transport usual() {
    return EPOLL.available() ? EPOLL : NIO;
  }

  /// Those of this machine.
  public static List<Transport> present() {
    return Stream.of(values()).filter(Transport::available).toList();
  }

  /// Those that a setting leaves to choose from: one for a name, in any case; for [#AUTO] all that
  /// are worth a comparison. NIO is not where there is epoll: it makes the same system calls, and
  /// some more.
  ///
  /// @throws IllegalArgumentException for another word, or where the machine has not got it
  public static List<Transport> named(String name) {
    if (name.equalsIgnoreCase(AUTO)) {
      return present().stream()
          .filter(transport -> transport != NIO || !EPOLL.available())
          .toList();
    }
    for (Transport transport : values()) {
      if (transport.id().equalsIgnoreCase(name)) {
        if (!transport.available()) {
          throw new IllegalArgumentException(transport.obstacle());
        }
        return List.of(transport);
      }
    }
    String names = Stream.of(values()).map(Transport::id).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "a transport is %s or %s, not '%s'".formatted(AUTO, names, name));
  }

  /// The name in reports and settings.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether this machine has it.
  public final boolean available() {
    return obstacle().isEmpty();
  }

  /// Why this machine has not got it, in one line; empty where it has.
  public abstract String obstacle();

  /// Whether it is told that a socket has something and then reads it itself, so that one receive
  /// buffer does for all connections of a loop; else a buffer is left with the kernel.
  public boolean readsWhenTold() {
    return true;
  }

  /// @param connections the most that a loop will have, 1 or more
  public abstract IoHandlerFactory ioHandlers(int connections);

  /// What ends the waits of a loop; null where its own way to wait for some time is as good. For
  /// the loop's thread.
  @Nullable Alarm alarm(IoEventLoop loop) {
    return null;
  }

  /// @throws io.netty.channel.ChannelException without a file descriptor to be had
  public abstract Channel newChannel();

  /// For Unix sockets.
  ///
  /// @throws io.netty.channel.ChannelException without a file descriptor to be had
  public abstract Channel newUnixChannel();

  /// The address of a Unix socket as such a channel takes it.
  public abstract SocketAddress unixAddress(UnixDomainSocketAddress address);
}
