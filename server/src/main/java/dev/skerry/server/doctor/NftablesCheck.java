package dev.skerry.server.doctor;

import dev.skerry.drivers.command.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Whether rules for packets can be written; `--check` asks the kernel and changes nothing.
final class NftablesCheck implements Check {
  private final List<String> as;

  /// @param as a command that runs the given one with other rights; empty for our own
  NftablesCheck(List<String> as) {
    this.as = List.copyOf(as);
  }

  @Override
  public String name() {
    return "nftables";
  }

  @Override
  public List<Finding> look() throws IOException {
    if (Command.find("nft").isEmpty()) {
      return List.of(Finding.fail("nftables", "nft is missing", "apt-get install nftables"));
    }
    var argv = new ArrayList<>(as);
    argv.addAll(List.of("nft", "--check", "add table ip skerry-doctor"));
    return List.of(judge(Command.of(argv).run()));
  }

  static Finding judge(Command.Result checked) {
    return checked.worked()
        ? Finding.ok("nftables", "rules can be written")
        : Finding.fail(
            "nftables",
            "rules cannot be written: " + checked.err().strip(),
            "run as root; modprobe nf_tables where the kernel has it as a module");
  }
}
