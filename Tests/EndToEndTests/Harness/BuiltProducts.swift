import Glibc

/// What the package builds, and where its files lie.
enum BuiltProducts {
  /// The folder of the programs: that of this test's own executable.
  static let folder: String = {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let length = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      return unsafe readlink("/proc/self/exe", start, bytes.count)
    }
    let path = String(decoding: buffer.prefix(max(0, length)), as: UTF8.self)
    return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
  }()

  /// The daemon.
  static var constatd: String { folder + "/constatd" }

  /// The operator's command.
  static var constat: String { folder + "/constat" }

  /// The root of the repository, three folders above this file.
  static let repository = String(
    #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }
  )
}
