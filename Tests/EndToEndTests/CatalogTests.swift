import Foundation
import Testing

/// What `journalctl -x` explains: the catalogs as they are shipped, by journalctl itself.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct CatalogTests {
  /// The catalog of a language: its entries by their ids, each as it stands in the file.
  private static func shipped(_ name: String) throws -> [String: String] {
    let path = BuiltProducts.repository + "/config/catalog/" + name
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let entries = text.components(separatedBy: "\n-- ").dropFirst().map { entry in
      (String(entry.prefix(32)), String(entry.dropFirst(33)))
    }
    return Dictionary(uniqueKeysWithValues: entries)
  }

  /// What journalctl prints of `id`, of a database of its own below `root`.
  private func dump(_ id: String, _ root: String, _ locale: [String: String]) throws -> String {
    let journalctl = "/usr/bin/journalctl"
    let result = try CommandResult(
      journalctl,
      ["--root=" + root, "--dump-catalog", id],
      environment: locale
    )
    #expect(result.ending == .exit(0), "\(result.errors)")
    return result.output
  }

  /// A root in which both catalogs are installed and known.
  private func root() throws -> Scratch {
    let scratch = Scratch()
    let folder = scratch.file("usr/lib/systemd/catalog")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["constat.catalog", "constat.fr.catalog"] {
      try FileManager.default.copyItem(
        atPath: BuiltProducts.repository + "/config/catalog/" + name,
        toPath: folder + "/" + name
      )
    }
    let options = ["--root=" + scratch.path, "--update-catalog"]
    let result = try CommandResult("/usr/bin/journalctl", options)
    // It is 0 for junk too, which it only complains of.
    try #require(result.ending == .exit(0) && result.errors.isEmpty, "\(result.errors)")
    return scratch
  }

  @Test func `journalctl knows every entry by its id, whole, in English`() throws {
    let root = try root()
    let entries = try Self.shipped("constat.catalog")
    #expect(entries.count == 37)
    for (id, text) in entries {
      let dumped = try dump(id, root.path, ["LC_ALL": "C.UTF-8"])
      #expect(same(dumped, text), "\(dumped)")
      #expect(text.contains("\nWhat it means for the agreement:\n"))
    }
  }

  @Test(.needsFrench)
  func `and in French, where the locale is French`() throws {
    let root = try root()
    let locale = try FrenchLocale()
    let entries = try Self.shipped("constat.fr.catalog")
    #expect(Set(entries.keys) == Set(try Self.shipped("constat.catalog").keys))
    for (id, text) in entries {
      let dumped = try locale.use { try dump(id, root.path, $0) }
      #expect(same(dumped, text), "\(dumped)")
      #expect(text.contains("\nCe que cela signifie pour la convention\u{A0}:\n"))
    }
  }

  /// Whether journalctl's text of an entry has all that the file has of it.
  private func same(_ dumped: String, _ text: String) -> Bool {
    dumped.contains(text.trimmingCharacters(in: .newlines))
  }

  @Test(arguments: ["constat.catalog", "constat.fr.catalog"])
  func `every command in it is one that constat has, with options that it has`(name: String) throws
  {
    let lines = try Self.shipped(name).values.flatMap { $0.split(separator: "\n") }
    let commands = lines.filter { $0.hasPrefix("  constat ") }.map { $0.split(separator: " ") }
    #expect(commands.count > 40)
    for words in commands {
      // `store info` and `key show` have two words.
      let pages = [words.dropFirst().prefix(2), words.dropFirst().prefix(1)].map { names in
        BuiltProducts.repository + "/Tests/Goldens/Console/" + names.joined(separator: "-") + ".txt"
      }
      let page = try #require(
        pages.first { FileManager.default.fileExists(atPath: $0) },
        "\(words)"
      )
      let help = try String(contentsOfFile: page, encoding: .utf8)
      for option in words where option.hasPrefix("--") {
        #expect(help.contains("  \(option) "), "\(words.joined(separator: " "))")
      }
    }
  }
}
