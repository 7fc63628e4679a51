package dev.skerry.server.lab;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.server.relay.Place;
import dev.skerry.server.relay.Weather;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// The caller's side of a relay's control socket. Each call is a connection of its own; idempotent.
public final class RelayControl {
  private final Path socket;

  /// One link as it is.
  public record Link(String line, int port, Weather weather, long upBytes, long downBytes) {
    static Link of(Json json) {
      String state = json.text("state");
      return new Link(
          json.text("line"),
          number(json, "port"),
          new Weather(
              state.equals("up") || state.equals("cut-down"),
              state.equals("up") || state.equals("cut-up"),
              number(json, "rttMs"),
              number(json, "jitterMs"),
              number(json, "lossPerMille"),
              number(json, "rateKbit")),
          json.integer("upBytes").orElse(0),
          json.integer("downBytes").orElse(0));
    }

    private static int number(Json json, String key) {
      return Math.toIntExact(json.integer(key).orElse(0));
    }
  }

  public RelayControl(Path socket) {
    this.socket = socket;
  }

  public boolean isReady() {
    try {
      ask(Json.object().put("do", "status").build());
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  public Optional<Link> link(String line) throws IOException {
    return ask(Json.object().put("do", "status").build()).items("lines").stream()
        .filter(each -> each.text("line").equals(line))
        .findFirst()
        .map(Link::of);
  }

  public void open(String line, Place at, Place target) throws IOException {
    ask(
        Json.object()
            .put("do", "open")
            .put("line", line)
            .put("at", at.text())
            .put("target", target.text())
            .build());
  }

  public void weather(String line, Weather now) throws IOException {
    ask(
        Json.object()
            .put("do", "weather")
            .put("line", line)
            .put("up", now.up())
            .put("down", now.down())
            .put("rttMs", now.rttMs())
            .put("jitterMs", now.jitterMs())
            .put("lossPerMille", now.lossPerMille())
            .put("rateKbit", now.rateKbit())
            .build());
  }

  public void reset(String line) throws IOException {
    ask(Json.object().put("do", "reset").put("line", line).build());
  }

  private Json ask(Obj request) throws IOException {
    try (var channel = new Place.Unix(socket).connect();
        var in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      byte[] line = (JsonText.write(request) + "\n").getBytes(StandardCharsets.UTF_8);
      Channels.newOutputStream(channel).write(line);
      String answer = in.readLine();
      if (answer == null) {
        throw new IOException("the relay hung up");
      }
      Json json =
          JsonText.parse(answer.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST).value();
      if (!json.text("error").isEmpty()) {
        throw new IOException("the relay refused: " + json.text("error"));
      }
      return json;
    } catch (SocketException absent) {
      throw new IOException(
          "no relay answers at " + socket + "; skerry lab up starts what does not run", absent);
    } catch (JsonRefused broken) {
      throw new IOException("the relay answered nonsense", broken);
    }
  }
}
