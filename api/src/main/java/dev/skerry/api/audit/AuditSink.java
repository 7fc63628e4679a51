package dev.skerry.api.audit;

/// Takes lines. Any thread; may wait for a tenth of a second, never fails: what cannot be kept is
/// lost, and whoever keeps them says so.
public interface AuditSink {
  /// @param line JSON, without an end of line
  void write(byte[] line);
}
