import Foundation
import Testing

/// The manual pages that scripts/man-pages.py writes.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct ManualPageTests {
  private let scratch = Scratch()

  init() throws {
    let made = try CommandResult(
      BuiltProducts.repository + "/scripts/man-pages.py",
      [BuiltProducts.constat, scratch.file("man")]
    )
    try #require(made.ending == .exit(0), "\(made.errors)")
  }

  /// A page as a terminal shows it, without its layout: words that are divided by one space.
  private func shown(_ page: String) throws -> String {
    let result = try CommandResult(
      "/usr/bin/man",
      ["--no-hyphenation", "-E", "UTF-8", "-l", scratch.file("man/" + page)],
      environment: ["MANWIDTH": "1000", "LC_ALL": "C.UTF-8", "MAN_KEEP_FORMATTING": ""]
    )
    #expect(result.ending == .exit(0), "\(page): \(result.errors)")
    return result.output.split { $0.isWhitespace }.joined(separator: " ")
  }

  private var pages: [String] {
    get throws {
      let names = try FileManager.default.subpathsOfDirectory(atPath: scratch.file("man"))
      return names.filter { $0.contains(".") }.sorted()
    }
  }

  /// The options that a help text lists, such as `--format`.
  private func options(in help: String) -> Set<String> {
    Set(help.matches(of: /(?:^|[\s\[(,])(--[a-z][a-z-]*)/).map { String($0.output.1) })
  }

  @Test func `man has nothing to complain of`() throws {
    let pages = try pages
    #expect(pages.count >= 30)
    for page in pages {
      let result = try CommandResult(
        "/usr/bin/man",
        ["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", scratch.file("man/" + page)],
        environment: ["LC_ALL": "C.UTF-8", "MANROFFSEQ": ""]
      )
      #expect(result.ending == .exit(0) && result.errors.isEmpty, "\(page): \(result.errors)")
    }
  }

  @Test func `every command and every option has its place`() throws {
    var commands: [[String]] = [[]]
    var seen = 0
    while let command = commands.popLast() {
      let help = try CommandResult(BuiltProducts.constat, command + ["--help"]).output
      let page = try shown("man1/" + (["constat"] + command).joined(separator: "-") + ".1")
      for option in options(in: help) {
        #expect(page.contains(" \(option)"), "\(option) of \(command)")
      }
      let list = help.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }.dropFirst()
      // The last line is a sentence about help.
      for line in list.dropLast() where line.hasPrefix("  ") && !line.hasPrefix("   ") {
        let name = String(line.split(separator: " ")[0])
        let other = (["constat"] + command + [name]).joined(separator: "-")
        #expect(page.contains("\(other)(1)"), "\(other)")
        commands.append(command + [name])
      }
      seen += 1
    }
    #expect(seen >= 30)
    let help = try CommandResult(BuiltProducts.constatd, ["--help"]).output
    let page = try shown("man8/constatd.8")
    for option in options(in: help) { #expect(page.contains(" \(option)"), "\(option)") }
  }

  @Test(arguments: [("config", "constatd.yaml"), ("agreement", "constat-agreement")])
  func `every key of a file is explained`(schema: String, name: String) throws {
    let text = try CommandResult(BuiltProducts.constat, ["schema", schema]).output
    let page = try shown("man5/\(name).5")
    var keys: Set<String> = []
    func collect(_ value: JSON) {
      if case .object(let members) = value {
        if case .object(let properties)? = members["properties"] { keys.formUnion(properties.keys) }
        for member in members.values { collect(member) }
      } else if case .list(let items) = value {
        for item in items { collect(item) }
      }
    }
    collect(try JSON(text))
    #expect(keys.count > 30 || schema == "config" && keys.count > 20)
    for key in keys { #expect(page.contains(key), "\(key)") }
  }
}
