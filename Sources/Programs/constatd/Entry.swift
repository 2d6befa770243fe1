import Daemon
import Glibc
import Posix

@main
struct Entry {
  static func main() {
    exit(DaemonProgram.run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }
}
