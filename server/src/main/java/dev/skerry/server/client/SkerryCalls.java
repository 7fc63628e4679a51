package dev.skerry.server.client;

import dev.skerry.model.json.Json;
import dev.skerry.model.meta.SiteName;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a control plane is asked that is no Kubernetes object.
public final class SkerryCalls {
  private final ApiClient client;

  public SkerryCalls(ApiClient client) {
    this.client = client;
  }

  /// The one line to hand to a new site.
  public String makeToken(SiteName site, Duration ttl, boolean replace)
      throws Refused, IOException, InterruptedException {
    Json wish =
        Json.object()
            .put("site", site.value())
            .put("ttl", ttl.toSeconds() + "s")
            .put("replace", replace)
            .build();
    return client.post("/skerry/v1/tokens", wish).text("token");
  }

  /// @param node the name that the token is for
  public record NodeToken(String node, String line) {}

  /// The one line to hand to a new node of the site that is asked.
  ///
  /// @param name empty for the next free one
  public NodeToken makeNodeToken(String name, Duration ttl, boolean replace)
      throws Refused, IOException, InterruptedException {
    Json wish =
        Json.object()
            .put("node", name)
            .put("ttl", ttl.toSeconds() + "s")
            .put("replace", replace)
            .build();
    Json made = client.post("/skerry/v1/tokens", wish);
    return new NodeToken(made.text("node"), made.text("token"));
  }

  /// How one workload stands at each site.
  public List<Json> why(String namespace, String kind, String name)
      throws Refused, IOException, InterruptedException {
    String path = "/skerry/v1/why/" + part(kind) + "/" + part(namespace) + "/" + part(name);
    Json answer =
        client
            .find(path)
            .orElseThrow(() ->
                new Refused(
                    "there is no " + kind + " named " + name + " in namespace " + namespace));
    return items(answer);
  }

  /// How the history of that control plane stands with each site.
  public List<Json> history() throws Refused, IOException, InterruptedException {
    return items(
        client
            .find("/skerry/v1/history")
            .orElseThrow(() -> new Refused("that server is older than this command")));
  }

  /// @param site empty for all
  public List<Json> acceptHistory(Optional<SiteName> site)
      throws Refused, IOException, InterruptedException {
    var wish = Json.object();
    site.ifPresent(only -> wish.put("site", only.value()));
    return items(client.post("/skerry/v1/history", wish.build()));
  }

  private static List<Json> items(Json answer) {
    return answer instanceof Json.Arr(List<Json> items) ? items : answer.items("items");
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
