package dev.skerry.server.doctor;

import dev.skerry.server.config.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;

/// The port of the API: served by the process of the directory, or free for it.
final class PortCheck implements Check {
  private final Patient patient;

  PortCheck(Patient patient) {
    this.patient = patient;
  }

  @Override
  public String name() {
    return "port";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (patient.plane().isEmpty()) {
      return List.of();
    }
    if (patient.pid().isPresent()) {
      return List.of(judge(patient.serving()));
    }
    Endpoint listen = patient.plane().get().listen();
    return List.of(judge(listen, taken(listen)));
  }

  /// Why the port cannot be had; empty when it can.
  private static Optional<String> taken(Endpoint listen) {
    try (var free = new ServerSocket()) {
      free.bind(new InetSocketAddress(listen.host(), listen.port()));
      return Optional.empty();
    } catch (IOException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  static Finding judge(Patient.Serving serving) {
    return serving.now()
        ? Finding.ok("port", serving.sentence())
        : Finding.fail("port", serving.sentence(), "restart it");
  }

  static Finding judge(Endpoint listen, Optional<String> taken) {
    return taken.isEmpty()
        ? Finding.ok("port", listen + " is free; nothing runs on this directory")
        : Finding.fail(
            "port",
            listen + " cannot be had: " + taken.get(),
            "find who has it with ss -ltnp and end that, or change 'listen'");
  }
}
