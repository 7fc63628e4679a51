package dev.skerry.server.config;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.SiteName;
import java.io.IOException;
import java.util.List;

/// A core, from `core.yaml` in its data directory.
///
/// @param name of the core as a place; in its certificates and in its children's `parent`
/// @param listen port 0 is not kept: `core init` picks one
/// @param hosts names and addresses its server certificate is good for
public record CoreConfig(SiteName name, Endpoint listen, List<String> hosts, Pulse pulse) {
  static final String FILE = "core.yaml";

  public CoreConfig {
    hosts = List.copyOf(hosts);
  }

  public static boolean exists(DataDir data) {
    return ConfigFile.exists(data, FILE);
  }

  public static CoreConfig read(DataDir data) throws ConfigRefused {
    Fields fields = ConfigFile.read(data, FILE, "skerry core init --data " + data.root());
    var config =
        new CoreConfig(
            fields.value("name", SiteName::new),
            fields.choice("listen", "", Endpoint::parse, "HOST:PORT"),
            fields.texts("hosts", List.of("localhost", "127.0.0.1")),
            Pulse.of(fields));
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
            .put("listen", listen.toString())
            .put("hosts", Json.strings(hosts));
    pulse.put(json);
    return json.build();
  }
}
