import Daemon
import Glibc
import Posix

@main
struct Start {
  static func main() {
    exit(DaemonProgram.run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }
}
