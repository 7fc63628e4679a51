package dev.skerry.drivers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.ExecRequest;
import dev.skerry.node.driver.ExecSession;
import dev.skerry.node.driver.Observation;
import dev.skerry.node.driver.Observation.State;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.node.driver.PodId;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A driver with the questions that tests ask of it.
public record OpenDriver(PodDriver driver, Semaphore changes) {
  /// Far above what anything here takes on a loaded machine.
  private static final int PATIENCE_SECONDS = 120;

  public static OpenDriver of(PodDriver driver) {
    var changes = new Semaphore(0);
    driver.onChange(changes::release);
    return new OpenDriver(driver, changes);
  }

  /// Something that becomes true.
  public interface Condition {
    boolean holds() throws Exception;
  }

  public State state(ContainerId id) throws DriverFailure {
    return driver.observe().stream()
        .filter(seen -> seen.id().equals(id))
        .findFirst()
        .orElseThrow()
        .state();
  }

  public boolean running(ContainerId id) throws DriverFailure {
    return state(id) instanceof State.Running;
  }

  public State.Exited exited(ContainerId id) throws Exception {
    await(() -> state(id) instanceof State.Exited);
    return (State.Exited) state(id);
  }

  public void finish(PodId done) throws DriverFailure {
    for (Observation seen : driver.observe()) {
      if (seen.id().pod().equals(done.uid())) {
        driver.stop(seen.id(), "SIGKILL", Duration.ZERO);
        driver.remove(seen.id());
      }
    }
    driver.tearDown(done);
  }

  public String ask(ContainerId id, String... command) throws Exception {
    try (ExecSession session = driver.exec(new ExecRequest(id, List.of(command), false, false))) {
      return new String(session.stdout().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// What the run wrote, each line as `stdout F text`.
  public List<String> said(ContainerId id) throws IOException {
    return Files.readAllLines(driver.log(id)).stream()
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  public void awaitLine(ContainerId id, String text) throws Exception {
    await(() -> said(id).contains(text));
  }

  public void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      boolean ignored = changes.tryAcquire(50, TimeUnit.MILLISECONDS);
    }
  }

  /// Pids of processes that have these two arguments, one after the other.
  public static List<String> processes(String first, String second) throws IOException {
    var found = new ArrayList<String>();
    try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        if (commandLine(process).contains(first + " " + second + " ")) {
          found.add(process.toString());
        }
      }
    }
    return found;
  }

  /// Command lines of processes that name this path.
  public static List<String> processesOf(Path path) throws IOException {
    var found = new ArrayList<String>();
    try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        if (commandLine(process).contains(path.toString())) {
          found.add(commandLine(process));
        }
      }
    }
    return found;
  }

  /// What a server at the address says; empty when there is none.
  public static String heard(String address, int port) {
    try (var socket = new Socket(address, port)) {
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException notYet) {
      return "";
    }
  }

  private static String commandLine(Path process) {
    try {
      byte[] line = Files.readAllBytes(process.resolve("cmdline"));
      return new String(line, StandardCharsets.ISO_8859_1).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }
}
