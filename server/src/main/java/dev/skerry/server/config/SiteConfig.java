package dev.skerry.server.config;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.SiteName;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/// A site with its first node in the same process, from `site.yaml` in its data directory.
///
/// @param parent whom it dials, `https://HOST:PORT`
/// @param node the node inside this process
public record SiteConfig(
    SiteName name, URI parent, Endpoint listen, List<String> hosts, Pulse pulse, NodeConfig node) {
  static final String FILE = "site.yaml";

  public SiteConfig {
    hosts = List.copyOf(hosts);
  }

  public static boolean exists(DataDir data) {
    return ConfigFile.exists(data, FILE);
  }

  public static SiteConfig read(DataDir data) throws ConfigRefused {
    Fields fields =
        ConfigFile.read(data, FILE, "skerry join --core URL --token TOKEN --data " + data.root());
    SiteName name = fields.value("name", SiteName::new);
    Fields node = fields.inner("node");
    var config =
        new SiteConfig(
            name,
            fields.value("parent", NodeConfig::https),
            fields.choice("listen", "", Endpoint::parse, "HOST:PORT"),
            fields.texts("hosts", List.of("localhost", "127.0.0.1")),
            Pulse.of(fields),
            NodeConfig.of(node, data, name));
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
    var json =
        Json.object()
            .put("name", name.value())
            .put("parent", parent.toString())
            .put("listen", listen.toString())
            .put("hosts", Json.strings(hosts))
            .put("node", node.json());
    pulse.put(json);
    return json.build();
  }
}
