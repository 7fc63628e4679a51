package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.server.keys.JdkProviders;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// The program's entry.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    LastingLogs.install();
    JdkProviders.keepNeeded();
    Logs.configure(System.getenv());
    var console = new Console(writer(System.out), writer(System.err), System.getenv());
    System.exit(Skerry.run(console, arguments));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
