package dev.skerry.shop;

import java.nio.file.Path;
import java.util.Map;

/// What the platform tells the shop, by environment variables.
///
/// @param address where to listen; a pod that shares the host's network is given its own in
///   `POD_IP`, a container listens everywhere
record Settings(String site, String version, String pod, String address, int port, Path data) {
  static Settings of(Map<String, String> environment) {
    boolean ownMount = environment.containsKey("SKERRY_MOUNT_DATA");
    String address = ownMount ? environment.getOrDefault("POD_IP", "0.0.0.0") : "0.0.0.0";
    return new Settings(
        environment.getOrDefault("SITE", "unknown"),
        environment.getOrDefault("VERSION", "dev"),
        environment.getOrDefault("POD_NAME", "none"),
        environment.getOrDefault("LISTEN", address),
        port(environment.getOrDefault("PORT_HTTP", "8080")),
        Path.of(environment.getOrDefault("SKERRY_MOUNT_DATA", "/data")));
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("PORT_HTTP is '" + text + "', a port number is wanted");
    }
    return Integer.parseInt(text);
  }
}
