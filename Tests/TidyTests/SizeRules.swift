/// How long a file and a function may get.
enum SizeRules {
  static let longestFile = 300
  static let longestFunction = 70

  static func longFile(_ file: SourceFile) -> [Finding] {
    guard file.lineCount > longestFile else { return [] }
    return [
      file.finding(
        file.lineCount,
        "\(file.lineCount) lines, at most \(longestFile): give one concept a file of its own"
      )
    ]
  }

  /// A script or C file that is too long; what is one file so that anybody can audit it is not.
  static func longScript(_ path: String, _ text: String) -> [Finding] {
    let count = text.utf8.count { $0 == UInt8(ascii: "\n") }
    guard count > longestFile, path != "tools/constat-verify.py" else { return [] }
    return [
      Finding(
        path: path,
        line: count,
        message: "\(count) lines, at most \(longestFile): give one concept a file of its own"
      )
    ]
  }

  static func longFunctions(_ file: SourceFile) -> [Finding] {
    file.functions.filter { $0.lineCount > longestFunction }.map { span in
      file.finding(
        span.firstLine,
        "\(span.name) has \(span.lineCount) lines, at most \(longestFunction): "
          + "name a part of it and move that out"
      )
    }
  }
}
