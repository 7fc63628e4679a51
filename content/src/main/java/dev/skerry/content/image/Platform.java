package dev.skerry.content.image;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;

/// What machines an image is for, in Go's words (OCI image-index.md): `linux`, `amd64`.
public record Platform(String os, String architecture) {
  /// Of a JVM's `os.arch`; names that are not known pass as they are.
  public static Platform linux(String osArch) {
    return switch (osArch) {
      case "x86_64", "amd64" -> new Platform("linux", "amd64");
      case "aarch64" -> new Platform("linux", "arm64");
      default -> new Platform("linux", osArch);
    };
  }

  Obj json() {
    return Json.object().put("architecture", architecture).put("os", os).build();
  }

  @Override
  public String toString() {
    return os + "/" + architecture;
  }
}
