package dev.skerry.server.lab;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.server.config.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// What was decided when a lab was made, kept in `lab.json`. Ports are picked once, so that URLs
/// and kubeconfig files hold over restarts.
///
/// @param driver of all sites; never `AUTO`
/// @param corePort on 127.0.0.1, as all ports here
public record LabState(String name, Driver driver, int corePort, List<Site> sites) {
  /// One site of a lab.
  ///
  /// @param apiPort of its own API
  /// @param appPort where the app of this site answers
  /// @param linkPort where the relay takes its connections to the core
  public record Site(String name, int apiPort, int appPort, int linkPort) {
    public String apiUrl() {
      return url("https", apiPort);
    }

    public String appUrl() {
      return url("http", appPort);
    }

    /// Whom the site dials: the core, through the relay.
    public String parentUrl() {
      return url("https", linkPort);
    }
  }

  public LabState {
    sites = List.copyOf(sites);
  }

  private static String url(String scheme, int port) {
    return scheme + "://127.0.0.1:" + port;
  }

  public String coreUrl() {
    return url("https", corePort);
  }

  public Optional<Site> site(String wanted) {
    return sites.stream().filter(each -> each.name().equals(wanted)).findFirst();
  }

  public void write(LabDir lab) throws IOException {
    var all =
        sites.stream()
            .map(each ->
                Json.object()
                    .put("name", each.name())
                    .put("apiPort", each.apiPort())
                    .put("appPort", each.appPort())
                    .put("linkPort", each.linkPort())
                    .build())
            .toList();
    Obj json =
        Json.object()
            .put("name", name)
            .put("driver", driver.text())
            .put("corePort", corePort)
            .put("sites", Json.array(all))
            .build();
    Path unfinished = lab.root().resolve("lab.json.new");
    Files.write(unfinished, JsonText.bytes(json));
    Files.move(
        unfinished,
        lab.state(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// Empty when there is no such lab.
  public static Optional<LabState> read(LabDir lab) throws IOException {
    try {
      Json json = JsonText.parse(Files.readAllBytes(lab.state()), JsonLimits.REQUEST).value();
      return Optional.of(
          new LabState(
              json.text("name"),
              Driver.parse(json.text("driver")).orElseThrow(() -> damaged(lab)),
              port(json, "corePort"),
              json.items("sites").stream().map(LabState::site).toList()));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (JsonRefused refused) {
      throw new IOException(damaged(lab).getMessage(), refused);
    }
  }

  private static IOException damaged(LabDir lab) {
    return new IOException(lab.state() + " is damaged; skerry lab down removes the lab");
  }

  private static Site site(Json json) {
    return new Site(
        json.text("name"), port(json, "apiPort"), port(json, "appPort"), port(json, "linkPort"));
  }

  private static int port(Json json, String key) {
    return Math.toIntExact(json.integer(key).orElse(0));
  }
}
