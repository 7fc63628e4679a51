package dev.skerry.cli.console;

import dev.skerry.model.meta.SiteName;
import dev.skerry.model.unit.DurationText;
import dev.skerry.server.client.Refused;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.NodeConfig;
import java.net.URI;
import java.time.Duration;

/// Arguments as types; what is no such thing is a usage error.
public final class Parse {
  private Parse() {}

  public static SiteName site(String text) throws Refused {
    try {
      return new SiteName(text);
    } catch (IllegalArgumentException bad) {
      throw usage(String.valueOf(bad.getMessage()));
    }
  }

  public static Endpoint endpoint(String text) throws Refused {
    return Endpoint.parse(text)
        .orElseThrow(() -> usage("'" + text + "' is not HOST:PORT, such as 127.0.0.1:6443"));
  }

  public static URI core(String text) throws Refused {
    try {
      return NodeConfig.https(text);
    } catch (IllegalArgumentException bad) {
      throw usage(String.valueOf(bad.getMessage()));
    }
  }

  public static Duration duration(String text) throws Refused {
    return DurationText.parse(text)
        .orElseThrow(() -> usage("'" + text + "' is not a duration, such as 1h30m or 200ms"));
  }

  public static Refused usage(String sentence) {
    return new Refused(Refused.Kind.USAGE, sentence);
  }
}
