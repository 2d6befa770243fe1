/// Which module may be imported where: as Package.swift declares it, and never upwards.
enum ImportRules {
  /// Modules that belong to no layer of ours, and the folders that may import them.
  private static let fenced: [(modules: Set<String>, folders: [String], instead: String)] = [
    (
      ["Glibc", "Musl"], ["Sources/Handles", "Sources/Drivers", "Sources/Programs"],
      "take what it gives as an argument, or move the call into a handle"
    ),
    (
      ["Foundation", "FoundationEssentials", "FoundationNetworking"],
      ["Sources/Programs/Console", "Sources/Programs/Demonstration"],
      "use the standard library, Posix or Chronology"
    ),
    (
      ["Dispatch", "Synchronization"],
      ["Sources/Handles", "Sources/Drivers", "Sources/Programs"],
      "take time and work as arguments: values and decisions are pure"
    ),
  ]

  /// The imports of `file` that Package.swift doesn't declare or that its layer may not have.
  static func wrongImports(_ file: SourceFile, _ manifest: Manifest) -> [Finding] {
    guard let name = file.targetName, let target = manifest.targets[name] else { return [] }
    return imports(of: file).flatMap { module, line in
      fencedModule(module, line, file) + undeclared(module, line, file, target, manifest)
    }
  }

  /// Every `import X` of the file: the module and the line.
  static func imports(of file: SourceFile) -> [(module: String, line: Int)] {
    let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    return file.tokens.indices.compactMap { index in
      guard file.tokens[index].kind == .word, file.tokens[index].text == "import" else {
        return nil
      }
      var next = index + 1
      if next < file.tokens.count, kinds.contains(file.tokens[next].text) { next += 1 }
      guard next < file.tokens.count else { return nil }
      return (file.tokens[next].text, file.tokens[index].line)
    }
  }

  private static func fencedModule(
    _ module: String,
    _ line: Int,
    _ file: SourceFile
  ) -> [Finding] {
    guard file.stands(in: ["Sources"]) else { return [] }
    return fenced.filter { $0.modules.contains(module) && !file.stands(in: $0.folders) }.map {
      file.finding(line, "import \(module) isn't allowed here: \($0.instead)")
    }
  }

  private static func undeclared(
    _ module: String,
    _ line: Int,
    _ file: SourceFile,
    _ target: Manifest.Target,
    _ manifest: Manifest
  ) -> [Finding] {
    guard let imported = manifest.targets[module] else { return [] }
    guard mayImport(target, manifest).contains(module) else {
      return [
        file.finding(
          line,
          "import \(module): Package.swift doesn't declare it for \(target.name); "
            + "declare it, or move the code to where it belongs"
        )
      ]
    }
    guard isAbove(target, imported) else {
      return [
        file.finding(
          line,
          "import \(module): \(target.name) stands below it; "
            + "turn the dependency round or pass a value"
        )
      ]
    }
    return []
  }

  /// What Package.swift lets `target` import.
  ///
  /// Tests may speak with all that their targets rest on.
  private static func mayImport(_ target: Manifest.Target, _ manifest: Manifest) -> Set<String> {
    guard target.layer == .tests else { return target.dependencies }
    var reached = target.dependencies
    var open = reached
    while let name = open.popFirst() {
      let next = (manifest.targets[name]?.dependencies ?? []).subtracting(reached)
      reached.formUnion(next)
      open.formUnion(next)
    }
    return reached
  }

  /// The dependencies of the package that point upwards, whether imported or not.
  static func wrongDependencies(_ manifest: Manifest) -> [Finding] {
    manifest.targets.values.sorted { $0.position < $1.position }.flatMap { target in
      target.dependencies.sorted().compactMap { name -> Finding? in
        guard let other = manifest.targets[name], !isAbove(target, other) else { return nil }
        return Finding(
          path: "Package.swift",
          line: target.line,
          message: "\(target.name) may not depend on \(name): a target knows only lower layers"
        )
      }
    }
  }

  /// A lower rank, or an earlier place in Package.swift within the same layer.
  ///
  /// Decisions and handles have the same rank and don't know each other.
  private static func isAbove(_ target: Manifest.Target, _ other: Manifest.Target) -> Bool {
    if other.layer.rank != target.layer.rank { return other.layer.rank < target.layer.rank }
    return other.layer == target.layer && other.position < target.position
  }
}
