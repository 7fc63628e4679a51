package dev.skerry.server.lab;

import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.client.Refused;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.lab.LabState.Site;
import dev.skerry.server.relay.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One lab that was made: its processes, and how each is started.
public final class Lab {
  /// A cold start takes some seconds, on a machine with much else to do a minute.
  static final Duration READY = Duration.ofMinutes(3);

  /// What commands that take a site call the core.
  public static final String CORE = "core";

  private final LabDir dir;
  private final LabState state;

  Lab(LabDir dir, LabState state) {
    this.dir = dir;
    this.state = state;
  }

  /// @param home Skerry's directory of this user
  public static Lab required(Path home, String name) throws Refused, IOException {
    LabDir dir = LabDir.of(home, name);
    return at(dir)
        .orElseThrow(() ->
            new Refused(
                "there is no lab named " + name + "; skerry lab up --name " + name + " makes it"));
  }

  /// Empty when none was made there.
  static Optional<Lab> at(LabDir dir) throws IOException {
    return LabState.read(dir).map(state -> new Lab(dir, state));
  }

  public LabDir dir() {
    return dir;
  }

  public LabState state() {
    return state;
  }

  boolean contained() {
    return state.driver() == Driver.CONTAINER;
  }

  public Site site(String name) throws Refused {
    return state
        .site(name)
        .orElseThrow(() ->
            new Refused(
                "lab "
                    + state.name()
                    + " has no site named "
                    + name
                    + "; it has "
                    + String.join(", ", state.sites().stream().map(Site::name).toList())));
  }

  public DataDir data(Site site) {
    return dir.site(site.name());
  }

  public Daemon core() {
    return new Daemon(dir, "core");
  }

  public Daemon relay() {
    return new Daemon(dir, "relay");
  }

  public Daemon doors() {
    return new Daemon(dir, "doors");
  }

  public Daemon process(Site site) {
    return new Daemon(dir, "site-" + site.name());
  }

  public RelayControl links() {
    return new RelayControl(dir.relaySocket());
  }

  public RelayControl.Link link(Site site) throws IOException, Refused {
    if (!relay().isAlive()) {
      throw new Refused(
          "the relay of lab " + state.name() + " does not run; skerry lab up starts it");
    }
    return links()
        .link(site.name())
        .orElseThrow(() -> new Refused("the relay has no link for " + site.name()));
  }

  ApiClient coreClient() throws Refused {
    return ApiClient.of(KubeFile.read(dir.core().adminKubeconfig()));
  }

  ApiClient client(Site site) throws Refused {
    return ApiClient.of(KubeFile.read(data(site).adminKubeconfig()));
  }

  public boolean startCore() throws IOException, InterruptedException {
    return core().start(Jvm.command(Jvm.Role.CORE, "core", "--data", dir.core().root().toString()));
  }

  /// Blocks until the core's API serves.
  public void awaitCore() throws Refused, IOException, InterruptedException {
    Waiting.until("the core is ready", core(), READY, () -> unready(coreClient()));
  }

  /// Blocks until a site's own API serves; its pods may take longer.
  public void awaitApi(Site site) throws Refused, IOException, InterruptedException {
    Waiting.until(
        "site " + site.name() + " is ready", process(site), READY, () -> unready(client(site)));
  }

  private static Optional<String> unready(ApiClient client)
      throws Refused, IOException, InterruptedException {
    try (client) {
      int status = client.ask("GET", "/readyz", Optional.empty()).status();
      return status == 200 ? Optional.empty() : Optional.of("/readyz says " + status);
    }
  }

  void startRelay() throws IOException, InterruptedException {
    boolean _ =
        relay()
            .start(
                Jvm.command(
                    Jvm.Role.RELAY, "lab-relay", "--control", dir.relaySocket().toString()));
  }

  /// Opens the link of a site unless it is open, and its namespace before that.
  void openLink(Site site) throws IOException {
    if (contained()) {
      Namespaces.create(dir.namespace(site.name()));
    }
    if (links().link(site.name()).isEmpty()) {
      Place at =
          contained()
              ? new Place.Inside(namespace(site), site.linkPort())
              : new Place.Tcp(site.linkPort());
      links().open(site.name(), at, new Place.Tcp(state.corePort()));
    }
  }

  public boolean start(Site site) throws IOException, InterruptedException {
    return process(site)
        .start(
            inside(
                site, Jvm.command(Jvm.Role.SITE, "site", "--data", data(site).root().toString())));
  }

  void startDoors() throws IOException, InterruptedException {
    boolean _ =
        doors().start(Jvm.command(Jvm.Role.RELAY, "lab-doors", "--state", dir.state().toString()));
  }

  Path namespace(Site site) {
    return Namespaces.path(dir.namespace(site.name()));
  }

  Optional<Path> ownNamespace(Site site) {
    return contained() ? Optional.of(namespace(site)) : Optional.empty();
  }

  /// The command where the site lives.
  List<String> inside(Site site, List<String> command) {
    return contained() ? Namespaces.inside(dir.namespace(site.name()), command) : command;
  }
}
