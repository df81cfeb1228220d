package dev.spate.worker.http.io;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.Locale;

/// How a loop talks to the kernel.
///
/// Both that are here are told that a socket has something and then read it themselves, which is
/// why one receive buffer does for all connections of a loop. A transport that leaves a buffer with
/// the kernel needs one a connection.
public enum Transport {
  /// Linux epoll through Netty's native library: no copies, waits to the nanosecond.
  EPOLL {
    @Override
    public boolean available() {
      return Epoll.isAvailable();
    }

    @Override
    public IoHandlerFactory ioHandlers() {
      return EpollIoHandler.newFactory();
    }

    @Override
    public Channel newChannel() {
      return new EpollSocketChannel();
    }
  },
  /// The JDK's selector. Everywhere.
  NIO {
    @Override
    public boolean available() {
      return true;
    }

    @Override
    public IoHandlerFactory ioHandlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    public Channel newChannel() {
      return new NioSocketChannel();
    }
  };

  /// The best one that this machine has.
  public static Transport detect() {
    return EPOLL.available() ? EPOLL : NIO;
  }

  /// The transport of a name, in any case.
  ///
  /// @param name `epoll`, `nio`, or `auto` for [#detect]
  /// @throws IllegalArgumentException for another name, or where the machine has not got it
  public static Transport named(String name) {
    if (name.equalsIgnoreCase("auto")) {
      return detect();
    }
    for (Transport transport : values()) {
      if (transport.id().equalsIgnoreCase(name)) {
        if (!transport.available()) {
          throw new IllegalArgumentException("this machine has no " + name + "; try auto");
        }
        return transport;
      }
    }
    throw new IllegalArgumentException("a transport is auto, epoll or nio, not '" + name + "'");
  }

  /// The name in reports and settings.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether this machine has it.
  public abstract boolean available();

  public abstract IoHandlerFactory ioHandlers();

  /// @throws io.netty.channel.ChannelException without a file descriptor to be had
  public abstract Channel newChannel();
}
