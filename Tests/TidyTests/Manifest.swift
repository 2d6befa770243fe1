/// What Package.swift declares: every target with its layer and dependencies, in its order.
struct Manifest: Sendable {
  /// Where a target stands; lower ranks know nothing of higher ones.
  enum Layer: Int, Sendable {
    case values, decisions, handles, drivers, programs, tests

    /// Values 0, decisions and handles 1, drivers 2, programs 3, tests 4.
    var rank: Int {
      switch self {
      case .values: 0
      case .decisions, .handles: 1
      case .drivers: 2
      case .programs: 3
      case .tests: 4
      }
    }
  }

  struct Target: Sendable {
    let name: String
    let layer: Layer
    let dependencies: Set<String>
    /// Its place in the file, from 0.
    let position: Int
    let line: Int
  }

  private(set) var targets: [String: Target] = [:]
  /// Modules of other packages by the name of the constant that stands for them.
  private var products: [String: String] = [:]

  /// Reads the text of a manifest that declares its targets by the functions of ours.
  init(_ text: String) {
    let tokens = Lexer(text).tokens
    for index in tokens.indices { readProduct(tokens, at: index) }
    // Above stand the functions that the targets are declared by.
    let start = tokens.indices.first { tokens.reads(["let", "package", "="], at: $0) }
    for index in tokens.indices where index > start ?? tokens.count {
      readTarget(tokens, at: index)
    }
  }

  /// Reads `let crypto = Target.Dependency.product(name: "Crypto", …)`.
  private mutating func readProduct(_ tokens: [Token], at index: Int) {
    guard tokens.reads(["let"], at: index),
      tokens.reads(["=", "Target", ".", "Dependency", ".", "product", "("], at: index + 2)
    else { return }
    let arguments = Array(tokens[(index + 9)...])
    guard let name = arguments.first(where: { $0.kind == .string }) else { return }
    products[tokens[index + 1].text] = name.text
  }

  /// Reads `values("Name", […])`, `.target(name: "Name", dependencies: […])` and their like.
  private mutating func readTarget(_ tokens: [Token], at index: Int) {
    guard tokens[index].kind == .word, let layer = Self.layers[tokens[index].text],
      tokens.reads(["("], at: index + 1),
      // `.target(` is the package manager's, `values(` is ours; `.executable(` is a product.
      tokens.reads(["."], at: index - 1) == (layer == .tests && tokens[index].text != "tests")
    else { return }
    var start = index + 2
    if tokens.reads(["name", ":"], at: start) || tokens.reads(["of", ":"], at: start) {
      start += 2
    }
    guard start < tokens.count, tokens[start].kind == .string else { return }
    let end = tokens.closing(of: index + 1)
    var names = Set(dependencies(tokens, from: start + 1, to: end))
    var name = tokens[start].text
    if tokens[index].text == "tests" {
      names.formUnion([name, "TestKit"])
      name += "Tests"
    }
    targets[name] = Target(
      name: name,
      layer: layer,
      dependencies: names,
      position: targets.count,
      line: tokens[index].line
    )
  }

  /// The names in the first list of the call that isn't labelled otherwise than `dependencies`.
  private func dependencies(_ tokens: [Token], from start: Int, to end: Int) -> [String] {
    var index = start
    while index < end {
      guard tokens.reads(["["], at: index) else {
        index += 1
        continue
      }
      let close = tokens.closing(of: index)
      let isLabelled = tokens[index - 1].text == ":"
      if !isLabelled || tokens[index - 2].text == "dependencies" {
        return tokens[index..<close].compactMap { token in
          token.kind == .string ? token.text : products[token.text]
        }
      }
      index = close
    }
    return []
  }

  private static let layers: [String: Layer] = [
    "values": .values, "decisions": .decisions, "system": .handles, "handles": .handles,
    "driver": .drivers, "program": .programs, "executable": .programs, "tests": .tests,
    "target": .tests, "testTarget": .tests, "executableTarget": .tests,
  ]
}
