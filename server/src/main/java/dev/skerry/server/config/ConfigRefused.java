package dev.skerry.server.config;

/// A configuration that nobody should start with. The message names file, key and remedy.
public final class ConfigRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigRefused(String message) {
    super(message);
  }

  public ConfigRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
