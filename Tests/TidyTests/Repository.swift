import Foundation

/// The files of the repository that the tests stand in, read once.
struct Repository: Sendable {
  let root: String
  let swiftFiles: [SourceFile]
  /// Path and text of every Markdown file.
  let pages: [(path: String, text: String)]
  /// Path and text of every script and C file.
  let scripts: [(path: String, text: String)]
  /// What the bad configurations and the tests of their reader say, in one text.
  let testedMessages: String
  let manifest: Manifest

  /// The repository itself.
  static let current = Repository(root: rootOfThisFile())

  /// Reads the repository at `root`; folders that aren't there are left out.
  init(root: String) {
    self.root = root
    swiftFiles = Self.files(in: ["Sources", "Tests", "Benchmarks"], of: root, ending: ".swift")
      .map { SourceFile(path: $0.path, text: $0.text) }
    let topPages = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [])
      .filter { $0.hasSuffix(".md") }
      .sorted()
      .map { (path: $0, text: Self.text(of: $0, in: root)) }
    let folders = ["docs", "config", "systemd", "Sources", "Tests", "Benchmarks"]
    pages = topPages + Self.files(in: folders, of: root, ending: ".md")
    let code = ["Benchmarks", "Sources", "Tests", "scripts", "tools"]
    scripts = [".py", ".sh", ".c", ".h"].flatMap { Self.files(in: code, of: root, ending: $0) }
    let reading = ["Tests/ConfigFileTests"]
    testedMessages = [".txt", ".swift"].flatMap { Self.files(in: reading, of: root, ending: $0) }
      .map(\.text).joined(separator: "\n")
    manifest = Manifest(Self.text(of: "Package.swift", in: root))
  }

  /// Whether a file or folder stands at `path`, from the root.
  func contains(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root + "/" + path)
  }

  private static func files(
    in folders: [String],
    of root: String,
    ending suffix: String
  ) -> [(path: String, text: String)] {
    folders.flatMap { folder in
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)) ?? []
      return names.filter { $0.hasSuffix(suffix) && !$0.contains(".build/") }
        .sorted()
        .map { (path: folder + "/" + $0, text: text(of: folder + "/" + $0, in: root)) }
    }
  }

  private static func text(of path: String, in root: String) -> String {
    guard let content = FileManager.default.contents(atPath: root + "/" + path) else { return "" }
    return String(decoding: content, as: UTF8.self)
  }

  /// Two folders above the one that holds this file, symbolic links resolved.
  private static func rootOfThisFile(_ file: String = #filePath) -> String {
    URL(fileURLWithPath: file).resolvingSymlinksInPath()
      .deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent()
      .path
  }
}
