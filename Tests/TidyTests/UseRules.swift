/// What is written and never used, or said and never tested.
enum UseRules {
  private static let declarations: Set<String> = [
    "func", "var", "let", "struct", "class", "enum", "actor", "protocol", "typealias",
  ]

  /// What others call by a protocol of theirs, or by its attribute.
  private static let witnesses: Set<String> = [
    "allValueStrings", "checkIsolated", "enqueue", "isIsolatingCurrentContext", "unownedExecutor",
    "validate", "Start",
  ]

  /// Declarations of the sources that nobody names again, not even a test.
  ///
  /// Two that have the same name count as used by each other's users.
  static func unused(_ files: [SourceFile]) -> [Finding] {
    var counts: [String: Int] = [:]
    var declared: [String: [(file: SourceFile, line: Int)]] = [:]
    for file in files {
      for (index, token) in file.tokens.enumerated() where token.kind == .word {
        counts[token.text, default: 0] += 1
        guard file.stands(in: ["Sources"]), index > 0, file.tokens[index - 1].kind == .word,
          declarations.contains(file.tokens[index - 1].text)
        else { continue }
        declared[token.text, default: []].append((file, token.line))
      }
    }
    return declared.sorted { $0.key < $1.key }.flatMap { name, places -> [Finding] in
      guard counts[name] == places.count, !witnesses.contains(name) else { return [] }
      return places.map {
        $0.file.finding($0.line, "\(name) is used nowhere, not even in a test: delete it")
      }
    }
  }

  /// Messages of the configuration's reader that stand in no fixture and no test: of each call of
  /// `error` or `warn` with a literal, the longest piece between interpolations is looked for.
  static func untestedMessages(_ file: SourceFile, in known: String) -> [Finding] {
    guard file.stands(in: ["Sources/Drivers/ConfigFile"]) else { return [] }
    return file.tokens.indices.compactMap { index in
      guard index > 0, file.tokens[index - 1].text != "func",
        file.tokens.reads(["error", "("], at: index)
          || file.tokens.reads(["warn", "("], at: index),
        index + 2 < file.tokens.count, file.tokens[index + 2].kind == .string
      else { return nil }
      let pieces = file.tokens[index + 2].text.split(separator: "\u{FFFC}")
      guard let piece = pieces.max(by: { $0.count < $1.count }), !known.contains(piece) else {
        return nil
      }
      return file.finding(
        file.tokens[index].line,
        "no bad file and no test has \"\(piece)\": put one into Tests/ConfigFileTests/Fixtures"
      )
    }
  }
}
