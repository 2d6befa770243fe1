import Daemon
import Posix

@main
struct Entry {
  static func main() {
    CurrentProcess.end(DaemonProgram.run(Array(CommandLine.arguments.dropFirst())))
  }
}
