package dev.skerry.node.driver;

import java.io.InputStream;
import java.io.OutputStream;

/// A connection to a port of a pod. Reading and writing block; closing the output tells the pod
/// that no more comes.
public interface PortLine extends AutoCloseable {
  InputStream input();

  OutputStream output();

  /// Cuts both directions, also under a thread that reads.
  @Override
  void close();
}
