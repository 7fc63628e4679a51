package dev.skerry.drivers.pod;

import dev.skerry.drivers.command.Command;
import dev.skerry.node.driver.DriverFailure;
import java.io.IOException;
import java.util.List;

/// Signal names (signal(7), the numbers of x86 and Arm) and sending them.
public final class Signals {
  public static final int KILL = 9;

  private static final List<String> NAMES =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private static final int RTMIN = 34;
  private static final int RTMAX = 64;

  private Signals() {}

  /// @param signal `SIGTERM`, `TERM`, `SIGRTMIN+3` or `15`; empty is TERM
  public static int number(String signal) throws DriverFailure {
    String name = signal.startsWith("SIG") ? signal.substring(3) : signal;
    if (name.isEmpty()) {
      return NAMES.indexOf("TERM");
    }
    int number = NAMES.indexOf(name);
    if (number < 0 && name.matches("[0-9]{1,2}")) {
      number = Integer.parseInt(name);
    }
    if (number < 0 && name.matches("RTMIN(\\+[0-9]{1,2})?")) {
      number = RTMIN + (name.length() > 6 ? Integer.parseInt(name.substring(6)) : 0);
    }
    if (number < 0 && name.matches("RTMAX(-[0-9]{1,2})?")) {
      number = RTMAX - (name.length() > 6 ? Integer.parseInt(name.substring(6)) : 0);
    }
    if (number <= 0 || number > RTMAX) {
      throw new DriverFailure("InvalidSignal", "'" + signal + "' names no signal");
    }
    return number;
  }

  /// To a process, or to a process group when `pid` is negative. One that is gone is no error.
  public static void send(long pid, int signal) throws IOException {
    // The shell's own kill is the one kill every machine has.
    Command.of(
            "sh", "-c", "kill -\"$1\" \"$2\"", "kill", Integer.toString(signal), Long.toString(pid))
        .run();
  }
}
