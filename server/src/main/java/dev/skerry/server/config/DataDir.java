package dev.skerry.server.config;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.nio.file.Path;

/// Where one process keeps all it has. Everything a site needs to boot alone is below `root`.
///
/// @param root absolute; one process at a time
public record DataDir(Path root) {
  public DataDir {
    root = root.toAbsolutePath().normalize();
  }

  /// Held by the process that runs on this directory.
  public Path lock() {
    return root.resolve("lock");
  }

  /// The control plane's SQLite file.
  public Path store() {
    return root.resolve("state.db");
  }

  /// Image bytes: the root of `FileContents` and `FileTags`.
  public Path content() {
    return root.resolve("content");
  }

  /// Keys and certificates, by the names `ca` (this control plane's own authority), `server`,
  /// `parent` (what this site shows its parent) and `node`, each as `IdentityFiles` keeps them.
  public Path pki() {
    return root.resolve("pki");
  }

  /// The CA of the parent, PEM; written by `join`.
  public Path parentCa() {
    return pki().resolve("parent-ca.crt");
  }

  public Path adminKubeconfig() {
    return root.resolve("admin.kubeconfig");
  }

  /// What a node's driver keeps while pods run; may be lost with them.
  public Path driver() {
    return root.resolve("driver");
  }

  /// What pods keep: host paths below `/var/lib/skerry/volumes` are here.
  public Path volumes() {
    return root.resolve("volumes");
  }

  Obj files() {
    return Json.object()
        .put("store", store().toString())
        .put("content", content().toString())
        .put("keys", pki().toString())
        .put("adminKubeconfig", adminKubeconfig().toString())
        .build();
  }
}
