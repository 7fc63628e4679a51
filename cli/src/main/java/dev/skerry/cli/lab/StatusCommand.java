package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Output;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.server.client.Refused;
import dev.skerry.server.lab.Daemon;
import dev.skerry.server.lab.Lab;
import dev.skerry.server.lab.LabState.Site;
import dev.skerry.server.lab.RelayControl;
import dev.skerry.server.relay.Weather;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Shows a lab's processes and links.")
final class StatusCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LabName name = new LabName();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json.")
  private String output = "text";

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    boolean json = Output.json(output);
    Lab lab = Lab.required(console.home(), name.text());
    Obj status = status(lab);
    if (json) {
      console.answer(JsonText.write(status));
    } else {
      table(status);
    }
    return 0;
  }

  /// A process that does not run has pid null; a link without relay is cut.
  private static Obj status(Lab lab) {
    var sites = new ArrayList<Json>();
    for (Site site : lab.state().sites()) {
      sites.add(
          Json.object()
              .put("name", site.name())
              .put("url", site.apiUrl())
              .put("pid", pid(lab.process(site)))
              .put("appUrl", site.appUrl())
              .put("link", link(lab, site))
              .build());
    }
    return Json.object()
        .put("name", lab.state().name())
        .put("driver", lab.state().driver().text())
        .put(
            "core",
            Json.object().put("url", lab.state().coreUrl()).put("pid", pid(lab.core())).build())
        .put("relay", Json.object().put("pid", pid(lab.relay())).build())
        .put("sites", Json.array(sites))
        .build();
  }

  private static Json pid(Daemon process) {
    OptionalLong pid = process.pid();
    return pid.isPresent() ? Json.of(pid.getAsLong()) : Json.Null.VALUE;
  }

  private static Obj link(Lab lab, Site site) {
    Optional<RelayControl.Link> found = Optional.empty();
    try {
      found = Optional.of(lab.link(site));
    } catch (Refused | IOException noRelay) {
      // Not started, or not yet answering. Shown as cut: no byte passes.
    }
    Weather weather = found.map(RelayControl.Link::weather).orElse(Weather.CLEAR.cut(true, true));
    return Json.object()
        .put("state", weather.state())
        .put("upBytes", found.map(RelayControl.Link::upBytes).orElse(0L))
        .put("downBytes", found.map(RelayControl.Link::downBytes).orElse(0L))
        .put("rttMs", weather.rttMs())
        .put("jitterMs", weather.jitterMs())
        .put("lossPct", new Json.Dec(BigDecimal.valueOf(weather.lossPerMille(), 1)))
        .put("rateKbit", weather.rateKbit())
        .build();
  }

  private void table(Obj status) {
    row("NAME", "PID", "LINK", "SHAPE", "URL", "APP");
    row("core", text(status.obj("core")), "", "", status.text("core", "url"), "");
    row("relay", text(status.obj("relay")), "", "", "", "");
    for (Json site : status.items("sites")) {
      row(
          site.text("name"),
          text(site),
          site.text("link", "state"),
          shape(site.at("link").orElse(Json.Null.VALUE)),
          site.text("url"),
          site.text("appUrl"));
    }
  }

  /// What the link adds, such as `200ms±20ms,2%,256kbit`, in the words that `shape` takes; `-` for
  /// nothing.
  static String shape(Json link) {
    var parts = new ArrayList<String>();
    long rtt = link.integer("rttMs").orElse(0);
    long jitter = link.integer("jitterMs").orElse(0);
    long rate = link.integer("rateKbit").orElse(0);
    if (rtt > 0 || jitter > 0) {
      parts.add(rtt + "ms" + (jitter > 0 ? "±" + jitter + "ms" : ""));
    }
    if (link.at("lossPct").orElse(Json.Null.VALUE) instanceof Json.Dec(BigDecimal loss)
        && loss.signum() > 0) {
      parts.add(loss.toPlainString() + "%");
    }
    if (rate > 0) {
      parts.add(rate + "kbit");
    }
    return parts.isEmpty() ? "-" : String.join(",", parts);
  }

  private static String text(Json process) {
    OptionalLong pid = process.integer("pid");
    return pid.isPresent() ? Long.toString(pid.getAsLong()) : "-";
  }

  private void row(String... cells) {
    console.answer("%-8s %-8s %-9s %-22s %-26s %s".formatted((Object[]) cells).stripTrailing());
  }
}
