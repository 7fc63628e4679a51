package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.server.client.Refused;
import dev.skerry.server.lab.Lab;
import dev.skerry.server.lab.LabState.Site;
import dev.skerry.server.relay.Weather;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "shape",
    description = {
      "Gives a site's link delay, jitter, loss and rate; what is not named stays as it is.",
      "Loss is drawn per 1,460 bytes and shows as a stall of 200 ms or one round trip, whichever is"
          + " longer, with order kept: what TCP makes of it."
    })
final class ShapeCommand implements Callable<Integer> {
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9])?)%?");
  private static final Pattern RATE = Pattern.compile("([0-9]{1,9})(kbit|mbit|gbit)");
  private static final int MAX_MS = 60_000;

  private final Console console;

  @Mixin private final LabName name = new LabName();

  @Parameters(paramLabel = "SITE", description = "Whose link.")
  private String site = "";

  @Option(names = "--rtt", paramLabel = "TIME", description = "Such as 200ms.")
  private String rtt = "";

  @Option(names = "--jitter", paramLabel = "TIME", description = "Such as 20ms.")
  private String jitter = "";

  @Option(names = "--loss", paramLabel = "PERCENT", description = "Such as 2%%.")
  private String loss = "";

  @Option(names = "--rate", paramLabel = "RATE", description = "Such as 256kbit; 0 for no limit.")
  private String rate = "";

  ShapeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (rtt.isEmpty() && jitter.isEmpty() && loss.isEmpty() && rate.isEmpty()) {
      throw Parse.usage("which shape? --rtt, --jitter, --loss or --rate");
    }
    int rttMs = rtt.isEmpty() ? -1 : millis(rtt);
    int jitterMs = jitter.isEmpty() ? -1 : millis(jitter);
    int perMille = loss.isEmpty() ? -1 : perMille(loss);
    int kbit = rate.isEmpty() ? -1 : kbit(rate);
    Lab lab = Lab.required(console.home(), name.text());
    Site shaped = lab.site(site);
    Weather now = lab.link(shaped).weather();
    var next =
        new Weather(
            now.up(),
            now.down(),
            rttMs < 0 ? now.rttMs() : rttMs,
            jitterMs < 0 ? now.jitterMs() : jitterMs,
            perMille < 0 ? now.lossPerMille() : perMille,
            kbit < 0 ? now.rateKbit() : kbit);
    lab.links().weather(shaped.name(), next);
    console.progress(
        "link of %s: rtt %d ms, jitter %d ms, loss %s %%, rate %s"
            .formatted(
                shaped.name(),
                next.rttMs(),
                next.jitterMs(),
                BigDecimal.valueOf(next.lossPerMille(), 1).toPlainString(),
                next.rateKbit() == 0 ? "unlimited" : next.rateKbit() + " kbit/s"));
    return 0;
  }

  static int millis(String text) throws Refused {
    long millis = Parse.duration(text).toMillis();
    if (millis > MAX_MS) {
      throw Parse.usage("'" + text + "' is longer than a minute");
    }
    return (int) millis;
  }

  static int perMille(String text) throws Refused {
    Matcher match = PERCENT.matcher(text);
    if (match.matches()) {
      int perMille = new BigDecimal(match.group(1)).movePointRight(1).intValueExact();
      if (perMille <= 1000) {
        return perMille;
      }
    }
    throw Parse.usage("'" + text + "' is not a loss, such as 2% or 0.5%, up to 100%");
  }

  static int kbit(String text) throws Refused {
    if (text.equals("0")) {
      return 0;
    }
    Matcher match = RATE.matcher(text);
    if (!match.matches()) {
      throw Parse.usage("'" + text + "' is not a rate, such as 256kbit or 10mbit");
    }
    long factor =
        switch (match.group(2)) {
          case "kbit" -> 1;
          case "mbit" -> 1_000;
          default -> 1_000_000;
        };
    long kbit = Long.parseLong(match.group(1)) * factor;
    if (kbit > Integer.MAX_VALUE) {
      throw Parse.usage("'" + text + "' is more than a link can have");
    }
    return (int) kbit;
  }
}
