import Daemon
import Posix

@main
struct Start {
  static func main() {
    StandardStream.occupyClosed()
    CurrentProcess.end(DaemonProgram.run(Array(CurrentProcess.arguments.dropFirst())))
  }
}
