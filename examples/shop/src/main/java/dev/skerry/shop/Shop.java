package dev.skerry.shop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.Executors;

/// The till. Started with the variables of [Settings]; prints `shop listens on <address>:<port>`
/// once it answers, and ends within a second of SIGTERM.
public final class Shop implements AutoCloseable {
  /// Connections that may wait to be accepted.
  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final SalesLog sales;

  Shop(Settings settings, InstantSource clock) throws IOException {
    sales = SalesLog.open(settings.data(), clock);
    server = HttpServer.create(new InetSocketAddress(settings.address(), settings.port()), BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", new Answers(settings, sales)::handle);
    server.start();
  }

  public static void main(String[] arguments) {
    try {
      var shop = new Shop(Settings.of(System.getenv()), InstantSource.system());
      Runtime.getRuntime().addShutdownHook(new Thread(shop::close));
      InetSocketAddress at = shop.address();
      System.out.println("shop listens on " + at.getHostString() + ":" + at.getPort());
    } catch (IOException | IllegalArgumentException failed) {
      System.err.println("shop: " + failed.getMessage());
      System.exit(1);
    }
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  /// Ends at once: a sale under way is on disk or was not answered.
  @Override
  public void close() {
    server.stop(0);
    try {
      sales.close();
    } catch (IOException failed) {
      System.err.println("shop: " + failed.getMessage());
    }
  }
}
