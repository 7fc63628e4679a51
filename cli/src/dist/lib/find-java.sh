# Sourced: finds a JDK 25 and sets JAVA_HOME, or returns 1.

# A directory is one if its release file says so; asking java itself would take ten times as long.
is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[".]' "$1/release"
}

find_java() {
  if [ -n "${JAVA_HOME:-}" ] && is_jdk25 "$JAVA_HOME"; then
    export JAVA_HOME
    return 0
  fi
  on_path=$(command -v java || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path")
    on_path=${on_path%/bin/java}
  fi
  for candidate in "$on_path" /usr/lib/jvm/*25* /opt/*25* /opt/*jdk* "${HOME:-/nonexistent}"/.sdkman/candidates/java/25*; do
    if is_jdk25 "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

require_java() {
  find_java && return 0
  echo "skerry: JDK 25 is missing; install it (temurin-25-jdk from adoptium.net, or openjdk-25-jdk where the distribution has it) or set JAVA_HOME" >&2
  exit 3
}
