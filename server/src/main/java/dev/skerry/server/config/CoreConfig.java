package dev.skerry.server.config;

import dev.skerry.model.json.Obj;
import java.io.IOException;

/// A core, from `core.yaml` in its data directory.
public record CoreConfig(PlaneConfig plane) {
  static final String FILE = "core.yaml";

  public static boolean exists(DataDir data) {
    return ConfigFile.exists(data, FILE);
  }

  public static CoreConfig read(DataDir data) throws ConfigRefused {
    Fields fields = ConfigFile.read(data, FILE, "skerry core init --data " + data.root());
    var config = new CoreConfig(PlaneConfig.of(fields));
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
    return plane.json().build();
  }
}
