/// Paths as text.
enum PathText {
  /// The folder of `path`, with its slash; empty for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }

  /// The last part of `path`.
  static func name(of path: String) -> String {
    String(path.dropFirst(folder(of: path).count))
  }

  /// `path` as seen from `folder`, which is empty or ends in a slash.
  static func join(_ folder: String, _ path: String) -> String {
    path.hasPrefix("/") ? path : folder + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
  }

  /// Whether `path` has a sign of a pattern.
  static func isPattern(_ path: String) -> Bool {
    path.contains { $0 == "*" || $0 == "?" }
  }

  /// Whether a file's name matches a pattern of `*` (any characters) and `?` (one character).
  ///
  /// A dot at the beginning must be written, as in a shell. Takes O(name × pattern).
  static func matches(_ name: String, _ pattern: String) -> Bool {
    let (name, pattern) = (Array(name), Array(pattern))
    if name.first == ".", pattern.first != "." { return false }
    var (at, sign) = (0, 0)
    // Where to go on if what follows the last star doesn't fit: one character further.
    var retry: (at: Int, sign: Int)?
    while at < name.count {
      if sign < pattern.count, pattern[sign] == "*" {
        retry = (at + 1, sign + 1)
        sign += 1
      } else if sign < pattern.count, pattern[sign] == "?" || pattern[sign] == name[at] {
        (at, sign) = (at + 1, sign + 1)
      } else if let last = retry {
        (at, sign) = last
        retry = (last.at + 1, last.sign)
      } else {
        return false
      }
    }
    return pattern[sign...].allSatisfy { $0 == "*" }
  }
}
