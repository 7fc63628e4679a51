package dev.skerry.server.config;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.SiteName;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A node agent: inside a site's process under `node` of `site.yaml`, or alone from `node.yaml`.
///
/// @param site whose node it is
/// @param controlPlanes whom it dials, in this order; empty inside a site's process
/// @param podNetwork IPv4 network of this node's pods, for containers: `10.64.0.0/24`
/// @param volumes what pods keep; host paths below `/var/lib/skerry/volumes` are here
/// @param labels of the Node object, beside those Skerry sets
public record NodeConfig(
    NodeName name,
    SiteName site,
    List<URI> controlPlanes,
    Driver driver,
    String podNetwork,
    Path volumes,
    SortedMap<String, String> labels) {
  static final String FILE = "node.yaml";
  private static final String POD_NETWORK = "10.64.0.0/24";

  /// Pod networks `10.64.0.0/24` to `10.64.255.0/24`.
  private static final int NETWORKS = 256;

  public NodeConfig {
    controlPlanes = List.copyOf(controlPlanes);
    labels = new TreeMap<>(labels);
  }

  /// The first node of a site, with what is usual.
  public static NodeConfig first(SiteName site, Driver driver, DataDir data) {
    return new NodeConfig(
        new NodeName(site + "-1"),
        site,
        List.of(),
        driver,
        POD_NETWORK,
        data.volumes(),
        new TreeMap<>());
  }

  /// A node that just joined, with what is usual. Its pods have a network of their own.
  public static NodeConfig further(NodeName name, SiteName site, DataDir data) {
    NodeConfig usual = first(site, Driver.AUTO, data);
    String number = name.value().substring(name.value().lastIndexOf('-') + 1);
    int third = (Integer.parseInt(number) - 1) % NETWORKS;
    return new NodeConfig(
        name,
        site,
        List.of(),
        usual.driver,
        "10.64." + third + ".0/24",
        usual.volumes,
        usual.labels);
  }

  /// The same with other addresses, and another driver if one is given.
  public NodeConfig dialling(List<URI> addresses, Optional<Driver> chosen) {
    return new NodeConfig(
        name, site, addresses, chosen.orElse(driver), podNetwork, volumes, labels);
  }

  public static boolean exists(DataDir data) {
    return ConfigFile.exists(data, FILE);
  }

  public static NodeConfig read(DataDir data) throws ConfigRefused {
    Fields fields =
        ConfigFile.read(
            data, FILE, "skerry join --control URL --token TOKEN --data " + data.root());
    SiteName site = fields.value("site", SiteName::new);
    NodeConfig config = of(fields, data, site);
    if (config.controlPlanes.isEmpty()) {
      throw fields.refused("controlPlanes", "is empty; name the site's API, https://HOST:PORT");
    }
    fields.end();
    return config;
  }

  static NodeConfig of(Fields fields, DataDir data, SiteName site) throws ConfigRefused {
    NodeConfig usual = first(site, Driver.AUTO, data);
    var planes = new ArrayList<URI>();
    for (String plane : fields.texts("controlPlanes", List.of())) {
      planes.add(checked(fields, plane));
    }
    String name = fields.text("name", usual.name.value());
    try {
      return new NodeConfig(
          new NodeName(name),
          site,
          planes,
          fields.choice("driver", "auto", Driver::parse, "auto, container or process"),
          fields.text("podNetwork", POD_NETWORK),
          Path.of(fields.text("volumes", usual.volumes.toString())).toAbsolutePath(),
          fields.labels("labels"));
    } catch (IllegalArgumentException bad) {
      throw fields.refused("name", String.valueOf(bad.getMessage()));
    }
  }

  private static URI checked(Fields fields, String plane) throws ConfigRefused {
    try {
      return https(plane);
    } catch (IllegalArgumentException bad) {
      throw fields.refused("controlPlanes", String.valueOf(bad.getMessage()));
    }
  }

  /// @throws IllegalArgumentException when it is not `https://HOST[:PORT]`
  public static URI https(String text) {
    try {
      var uri = new URI(text);
      if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Said below: of HOST:PORT alone it would only complain of a character in a scheme.
    }
    throw new IllegalArgumentException("'" + text + "' is not https://HOST:PORT");
  }

  public void write(DataDir data) throws IOException {
    ConfigFile.write(data, FILE, json().with("site", site.value()));
  }

  /// What is in force, as YAML.
  public String text(DataDir data) {
    return ConfigYaml.write(json().with("site", site.value()).with("files", data.files()));
  }

  Obj json() {
    var json =
        Json.object()
            .put("name", name.value())
            .put("driver", driver.text())
            .put("podNetwork", podNetwork)
            .put("volumes", volumes.toString());
    if (!controlPlanes.isEmpty()) {
      json.put("controlPlanes", Json.strings(controlPlanes.stream().map(URI::toString).toList()));
    }
    if (!labels.isEmpty()) {
      var all = Json.object();
      labels.forEach(all::put);
      json.put("labels", all.build());
    }
    return json.build();
  }
}
