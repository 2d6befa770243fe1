import Daemon
import Posix

@main
struct Start {
  static func main() {
    CurrentProcess.end(DaemonProgram.run(Array(CommandLine.arguments.dropFirst())))
  }
}
