package dev.skerry.api.flow;

/// The right to be answered. Given back once; may be closed twice.
public interface Seat extends AutoCloseable {
  @Override
  void close();
}
