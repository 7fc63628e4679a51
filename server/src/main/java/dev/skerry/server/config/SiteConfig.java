package dev.skerry.server.config;

import dev.skerry.model.json.Obj;
import java.io.IOException;
import java.net.URI;

/// A site with its first node in the same process, from `site.yaml` in its data directory.
///
/// @param parent whom it dials, `https://HOST:PORT`
/// @param node the node inside this process
public record SiteConfig(PlaneConfig plane, URI parent, NodeConfig node) {
  static final String FILE = "site.yaml";

  public static boolean exists(DataDir data) {
    return ConfigFile.exists(data, FILE);
  }

  public static SiteConfig read(DataDir data) throws ConfigRefused {
    Fields fields =
        ConfigFile.read(data, FILE, "skerry join --core URL --token TOKEN --data " + data.root());
    PlaneConfig plane = PlaneConfig.of(fields);
    Fields node = fields.inner("node");
    var config =
        new SiteConfig(
            plane,
            fields.value("parent", NodeConfig::https),
            NodeConfig.of(node, data, plane.name()));
    node.end();
    fields.end();
    return config;
  }

  public void write(DataDir data) throws IOException {
    ConfigFile.write(data, FILE, json());
  }

  /// What is in force, as YAML.
  public String text(DataDir data) {
    return ConfigYaml.write(json().with("files", data.files()));
  }

  private Obj json() {
    return plane.json().put("parent", parent.toString()).put("node", node.json()).build();
  }
}
