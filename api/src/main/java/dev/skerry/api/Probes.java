package dev.skerry.api;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.plane.Health;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `/livez`, `/readyz` and `/healthz`, as Kubernetes has them: `ok`, or with `?verbose` and in
/// trouble a line for each check; single checks below, some left out by `?exclude=`. `/livez` tells
/// only of what a new start would mend.
final class Probes {
  private static final int TROUBLE = 500;

  private final Health health;

  Probes(Health health) {
    this.health = health;
  }

  void answer(Exchange exchange, List<String> path) throws Refused, IOException {
    String probe = path.getFirst();
    List<String> excluded = exchange.queries("exclude");
    List<Health.Check> asked =
        health.checks().stream()
            .filter(check -> check.live() || !probe.equals("livez"))
            .filter(check -> !excluded.contains(check.name()))
            .filter(check -> path.size() < 2 || check.name().equals(path.get(1)))
            .toList();
    if (path.size() > 2 || (path.size() == 2 && asked.isEmpty())) {
      throw Refused.because(
          Refusal.Reason.NOT_FOUND, "the server could not find the requested resource");
    }
    boolean well = asked.stream().allMatch(check -> check.trouble().isEmpty());
    boolean verbose = !well || exchange.query("verbose").isPresent();
    String text =
        verbose ? lines(asked) + probe + " check " + (well ? "passed" : "failed") + "\n" : "ok";
    exchange.answer(well ? 200 : TROUBLE, Exchange.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String lines(List<Health.Check> checks) {
    var lines = new StringBuilder();
    for (Health.Check check : checks) {
      lines.append(check.trouble().isEmpty() ? "[+]" : "[-]").append(check.name());
      lines.append(check.trouble().map(why -> " failed: " + why).orElse(" ok: " + check.state()));
      lines.append('\n');
    }
    return lines.toString();
  }
}
