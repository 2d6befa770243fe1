/// Names that say nothing, and the words of this project that stand for them.
enum NameRules {
  /// What a type's name may not end with, and what to write instead.
  private static let suffixes: [(ending: String, instead: String)] = [
    ("Manager", "say what it is: a Store, a Timetable, a Plan"),
    ("Helper", "say what it does, or make it a method of what it helps"),
    ("Util", "put each function with the type that it is about"),
    ("Utils", "put each function with the type that it is about"),
    ("Utilities", "put each function with the type that it is about"),
    ("Handler", "say what it does with the thing: Reader, Judge, Recovery"),
    ("Monitor", "check, probe or vantage"),
    ("Endpoint", "target"),
  ]

  private static let declarations: Set<String> = [
    "struct", "class", "enum", "actor", "protocol", "typealias",
  ]

  static func emptyNames(_ file: SourceFile) -> [Finding] {
    file.tokens.indices.dropLast().flatMap { index -> [Finding] in
      let token = file.tokens[index]
      guard token.kind == .word, declarations.contains(token.text) else { return [] }
      let name = file.tokens[index + 1]
      guard name.kind == .word else { return [] }
      return suffixes.filter { name.text.hasSuffix($0.ending) }.map {
        file.finding(name.line, "\(name.text): not \"\($0.ending)\"; \($0.instead)")
      }
    }
  }
}
