package dev.skerry.drivers.pod;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Tells listeners when a file appears among the exits. One virtual thread until closed.
public final class ExitWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ExitWatch.class.getName());

  private final WatchService service;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public ExitWatch(Path exits) throws IOException {
    service = exits.getFileSystem().newWatchService();
    exits.register(
        service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    Thread.ofVirtual().name("exits").start(this::watch);
  }

  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /// Tells the listeners of something the driver itself did.
  public void changed() {
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException failed) {
        LOG.log(Level.WARNING, "exit-listener-failed", failed);
      }
    }
  }

  private void watch() {
    try {
      while (true) {
        WatchKey key = service.take();
        key.pollEvents();
        changed();
        if (!key.reset()) {
          return;
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException closed) {
      // Closing the service is how this thread is told to end.
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException failed) {
      LOG.log(Level.WARNING, "exit-watch-close-failed", failed);
    }
  }
}
