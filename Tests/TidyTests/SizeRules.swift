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
