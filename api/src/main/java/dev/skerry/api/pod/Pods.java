package dev.skerry.api.pod;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.path.ResourcePath;
import dev.skerry.api.plane.ControlPort;
import dev.skerry.api.plane.Streams;
import dev.skerry.api.status.Refused;
import dev.skerry.api.stream.Upgrade;
import dev.skerry.control.state.Entry;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Logs of containers, their own streams, and commands beside them.
public final class Pods {
  private static final GroupKind POD = GroupKind.core("Pod");

  /// [Upgrade#TUNNEL] under a name that is a token (RFC 6455, section 4.1), for clients that
  /// insist.
  public static final String TUNNEL_WITHIN = "v1.portforward.skerry.dev";

  private static final List<String> CHANNELS = List.of(Upgrade.CHANNELS, "v4.channel.k8s.io");
  private static final int COPY_BYTES = 16 * 1024;

  private final ControlPort control;
  private final Optional<Streams> streams;
  private final InstantSource clock;

  /// @param streams empty where no pods run
  public Pods(ControlPort control, Optional<Streams> streams, InstantSource clock) {
    this.control = control;
    this.streams = streams;
    this.clock = clock;
  }

  /// Everything below a pod but its status.
  public static boolean takes(ResourcePath path) {
    return path.kind().groupKind().equals(POD)
        && path.kind().has(path.subresource())
        && !path.subresource().equals("status");
  }

  public void answer(Exchange exchange, ResourcePath path) throws Refused, IOException {
    switch (path.subresource()) {
      case "log" -> log(exchange, path);
      case "exec" -> exec(exchange, path);
      case "attach" -> attach(exchange, path);
      case "portforward" -> portForward(exchange, path);
      default ->
          throw Refused.because(
              Refusal.Reason.METHOD_NOT_ALLOWED,
              "pods/"
                  + path.subresource()
                  + " is not served by Skerry; log, exec, attach and portforward are");
    }
  }

  private void log(Exchange exchange, ResourcePath path) throws Refused, IOException {
    Streams.LogOptions options = LogQuery.of(exchange, path.name(), clock.instant());
    Streams.Target target = target(exchange, path);
    new Containers(pod(path).json()).checkLogged(target.container(), options.previous());
    try (InputStream log = streams().log(target, options)) {
      exchange.whenGone(() -> close(log));
      try (OutputStream out = exchange.stream(200, Exchange.TEXT)) {
        copy(log, out);
      }
    }
  }

  private static void close(InputStream log) {
    try {
      log.close();
    } catch (IOException _) {
      // Nobody reads it any more.
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    var buffer = new byte[COPY_BYTES];
    to.flush();
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      to.write(buffer, 0, n);
      if (from.available() == 0) {
        to.flush();
      }
    }
  }

  private void exec(Exchange exchange, ResourcePath path) throws Refused, IOException {
    List<String> words = exchange.queries("command");
    if (words.isEmpty()) {
      throw Refused.because(Refusal.Reason.BAD_REQUEST, "you must specify at least 1 command");
    }
    Streams.Target target = target(exchange, path);
    var command = new Streams.Command(words, exchange.asks("stdin"), exchange.asks("tty"));
    Streams open = streams();
    Upgrade.accept(exchange, CHANNELS, _ -> new ChannelSocket(() -> open.exec(target, command)));
  }

  private void attach(Exchange exchange, ResourcePath path) throws Refused, IOException {
    Streams.Target target = target(exchange, path);
    boolean input = exchange.asks("stdin");
    if (input) {
      new Containers(pod(path).json()).checkTyped(target.container());
    }
    Streams open = streams();
    Upgrade.accept(exchange, CHANNELS, _ -> new ChannelSocket(() -> open.attach(target, input)));
  }

  private void portForward(Exchange exchange, ResourcePath path) throws Refused, IOException {
    Streams.Target target = target(pod(path), "");
    Streams open = streams();
    PortChannels channels = PortChannels.asked(exchange, open, target);
    var protocols = new ArrayList<>(List.of(Upgrade.TUNNEL, TUNNEL_WITHIN));
    protocols.addAll(PortChannels.protocols(exchange));
    Upgrade.accept(
        exchange,
        protocols,
        protocol ->
            PortChannels.isSpoken(protocol)
                ? channels
                : new TunnelSocket((in, out) -> new PortForward(open, target).serve(in, out)));
  }

  private Streams streams() throws Refused {
    return streams.orElseThrow(
        () -> Refused.because(Refusal.Reason.BAD_REQUEST, "no pods run at this control plane"));
  }

  private Streams.Target target(Exchange exchange, ResourcePath path) throws Refused {
    Entry entry = pod(path);
    String wanted = exchange.query("container").orElse("");
    return target(entry, new Containers(entry.json()).choose(wanted));
  }

  private static Streams.Target target(Entry entry, String container) throws Refused {
    String node = entry.json().text("spec", "nodeName");
    if (node.isEmpty()) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST,
          "pod " + entry.key().name() + " does not have a host assigned");
    }
    return new Streams.Target(entry.key(), entry.uid(), node, container);
  }

  private Entry pod(ResourcePath path) throws Refused {
    Optional<Entry> entry = control.view().find(ObjectKey.of(POD, path.namespace(), path.name()));
    return entry.orElseThrow(() ->
        new Refused(
            new Refusal(
                Refusal.Reason.NOT_FOUND,
                "pods \"" + path.name() + "\" not found",
                POD,
                path.name(),
                List.of())));
  }
}
