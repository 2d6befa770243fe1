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

  /// Types of one name that two targets show to others: one concept has one room, two have two names.
  static func twins(_ files: [SourceFile]) -> [Finding] {
    var first: [String: SourceFile] = [:]
    return files.filter { $0.stands(in: ["Sources"]) }.flatMap { file in
      shownTypes(file).compactMap { name -> Finding? in
        guard let other = first[name.text] else {
          first[name.text] = file
          return nil
        }
        guard other.targetName != file.targetName else { return nil }
        return file.finding(
          name.line,
          "\(name.text) is also in \(other.path): put both into one room, or name each for what it is"
        )
      }
    }
  }

  /// The names of the types that `file` declares for other targets, those inside other types left out.
  private static func shownTypes(_ file: SourceFile) -> [Token] {
    var depth = 0
    var found: [Token] = []
    for (index, token) in file.tokens.enumerated() {
      if token.kind == .sign, token.text == "{" { depth += 1 }
      if token.kind == .sign, token.text == "}" { depth -= 1 }
      guard depth == 0, token.kind == .word, token.text == "package" || token.text == "public"
      else {
        continue
      }
      let rest = file.tokens[(index + 1)...]
      guard let kind = rest.first(where: { $0.text != "final" && $0.text != "indirect" }),
        declarations.contains(kind.text),
        let name = rest.drop(while: { $0 != kind }).dropFirst().first
      else { continue }
      found.append(name)
    }
    return found
  }
}
