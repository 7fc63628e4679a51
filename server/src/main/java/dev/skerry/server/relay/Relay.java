package dev.skerry.server.relay;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.TreeMap;

/// The relay process of a lab: lines by name, and a control socket that takes one JSON object a
/// line and answers one. Only whoever may write to the lab's directory reaches it.
///
/// Requests: `{do: open, line, at, target}`, `{do: weather, line, up, down, rttMs, jitterMs,
/// lossPerMille, rateKbit}`, `{do: reset, line}`, `{do: close, line}`, `{do: status}`.
public final class Relay implements AutoCloseable {
  private final ServerSocketChannel control;
  private final TreeMap<String, Line> lines = new TreeMap<>();

  public Relay(Path socket) throws IOException {
    control = new Place.Unix(socket).listen();
  }

  /// Serves until closed.
  public void run() {
    while (control.isOpen()) {
      try {
        SocketChannel caller = control.accept();
        Thread.ofVirtual().start(() -> converse(caller));
      } catch (IOException _) {
        // Closing.
      }
    }
  }

  private void converse(SocketChannel caller) {
    try (caller;
        var in = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        byte[] answer = (JsonText.write(answer(line)) + "\n").getBytes(StandardCharsets.UTF_8);
        Channels.newOutputStream(caller).write(answer);
      }
    } catch (IOException _) {
      // The caller went away.
    }
  }

  private synchronized Obj answer(String text) {
    try {
      Json request =
          JsonText.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST).value();
      return perform(request);
    } catch (JsonRefused | IllegalArgumentException | IOException refused) {
      return Json.object().put("error", String.valueOf(refused.getMessage())).build();
    }
  }

  private Obj perform(Json request) throws IOException {
    String name = request.text("line");
    switch (request.text("do")) {
      case "open" -> {
        if (lines.containsKey(name)) {
          lines.remove(name).close();
        }
        lines.put(
            name,
            new Line(name, Place.parse(request.text("at")), Place.parse(request.text("target"))));
      }
      case "weather" -> line(name).weather(weather(request));
      case "reset" -> line(name).reset();
      case "close" -> {
        line(name).close();
        lines.remove(name);
      }
      case "status" -> {}
      default -> throw new IllegalArgumentException("unknown request '" + request.text("do") + "'");
    }
    return status();
  }

  private Line line(String name) {
    Line line = lines.get(name);
    if (line == null) {
      throw new IllegalArgumentException("no link named '" + name + "'");
    }
    return line;
  }

  private static Weather weather(Json request) {
    return new Weather(
        request.isTrue("up"),
        request.isTrue("down"),
        number(request, "rttMs"),
        number(request, "jitterMs"),
        number(request, "lossPerMille"),
        number(request, "rateKbit"));
  }

  private static int number(Json request, String name) {
    return Math.toIntExact(request.integer(name).orElse(0));
  }

  private Obj status() throws IOException {
    var out = new ArrayList<Json>();
    for (var entry : Collections.unmodifiableMap(lines).entrySet()) {
      Weather weather = entry.getValue().weather();
      Line.Traffic traffic = entry.getValue().traffic();
      out.add(
          Json.object()
              .put("line", entry.getKey())
              .put("port", entry.getValue().port())
              .put("state", weather.state())
              .put("upBytes", traffic.upBytes())
              .put("downBytes", traffic.downBytes())
              .put("rttMs", weather.rttMs())
              .put("jitterMs", weather.jitterMs())
              .put("lossPerMille", weather.lossPerMille())
              .put("rateKbit", weather.rateKbit())
              .build());
    }
    return Json.object().put("lines", Json.array(out)).build();
  }

  @Override
  public void close() throws IOException {
    control.close();
    for (Line line : lines.values()) {
      line.close();
    }
  }
}
