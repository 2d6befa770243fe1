extension CurrentProcess {
  /// The command line, the program's name first, as the system keeps it in `/proc/self/cmdline`.
  ///
  /// The standard library looks for it beside the environment, where it finds nothing any more after a
  /// preloaded library has changed a variable: a command would take itself for one without arguments, and
  /// end well. Only where there is no `/proc` is it asked. Bytes that are no UTF-8 become U+FFFD.
  package static var arguments: [String] {
    var bytes: [UInt8] = []
    do throws(Errno) {
      let file = try FileHandle(opening: "/proc/self/cmdline", [.readOnly])
      while true {
        let part = try file.read(upTo: 65_536)
        if part.isEmpty { break }
        bytes += part
      }
    } catch {
      return CommandLine.arguments
    }
    guard bytes.last == 0 else { return CommandLine.arguments }
    return bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
