/// Calls and types that belong to another place, or to none.
enum CallRules {
  /// Tokens in a row that may stand only in some folders.
  struct Ban: Sendable {
    let tokens: [String]
    /// Where the rule holds.
    let folders: [String]
    /// Where it doesn't.
    let exceptions: [String]
    let instead: String
  }

  static let bans: [Ban] = [
    Ban(["Date", "("], "a Chronology instant from the clock that is passed in"),
    Ban(["Task", ".", "sleep"], "a timer of Execution; in a test, a condition with .timeLimit"),
    Ban(["DispatchTime", ".", "now"], in: ["Sources"], except: clocks, "the clock of Posix"),
    Ban(["ContinuousClock"], in: ["Sources"], except: clocks, "the clock of Posix"),
    Ban(["SuspendingClock"], in: ["Sources"], except: clocks, "the clock of Posix"),
    Ban(
      ["print", "("],
      in: ["Sources"],
      except: ["Sources/Programs/Console", "Sources/Programs/Demonstration"],
      "return the text, or say it as an event"
    ),
    // A Task made in such a closure releases its actor once too often (Swift 6.3.1).
    Ban(["[", "unowned"], "[weak self], and assumeIsolated on what it holds"),
    Ban(["try", "!"], "try, and say what happens when it fails"),
    Ban(["fatalError", "(", ")"], "fatalError with a message that says what was broken"),
    Ban(["preconditionFailure", "(", ")"], "preconditionFailure with a message"),
    Ban(
      ["unsafe"],
      in: ["Sources"],
      except: ["Sources/Handles"],
      "a handle in Sources/Handles whose API is safe"
    ),
  ]

  private static let clocks = ["Sources/Handles/Posix", "Sources/Handles/Execution"]

  static func bannedCalls(_ file: SourceFile) -> [Finding] {
    bans.filter { file.stands(in: $0.folders) && !file.stands(in: $0.exceptions) }.flatMap { ban in
      file.tokens.indices.filter { file.tokens.readsJoined(ban.tokens, at: $0) }.compactMap {
        index in
        // `a.print(` is a method of ours; `Date` behind a dot is still a date.
        let follows = index > 0 ? file.tokens[index - 1].text : ""
        let isMember = follows == "." || follows == "func"
        guard !(isMember && ban.tokens[0] != "Date") else { return nil }
        return file.finding(
          file.tokens[index].line,
          "\(ban.tokens.joined()) isn't allowed here: use \(ban.instead)"
        )
      }
    }
  }

  private static let exactFolders = [
    "Sources/Values", "Sources/Decisions/Accounting", "Sources/Decisions/Judging",
    "Sources/Decisions/StoreFormat",
    "Sources/Decisions/SegmentFormat", "Sources/Decisions/Rollups", "Sources/Decisions/Scheduling",
    "Sources/Decisions/Reporting", "Sources/Decisions/Importing", "Sources/Decisions/Proving",
    "Sources/Decisions/BundleFormat", "Sources/Programs/Replaying", "Sources/Programs/Recording",
  ]

  private static let inexactTypes: Set<String> = [
    "Double", "Float", "Float16", "Float32", "Float64", "Float80", "CDouble", "CFloat",
  ]

  /// Floating-point types and literals where a verdict is made.
  static func inexactNumbers(_ file: SourceFile) -> [Finding] {
    guard file.stands(in: exactFolders) else { return [] }
    return file.tokens.filter { token in
      switch token.kind {
      case .word: inexactTypes.contains(token.text)
      case .number: token.text.contains(".")
      case .string, .sign: false
      }
    }.map {
      file.finding(
        $0.line,
        "\($0.text): never a Double in a verdict; use integers, a Ratio, cross-multiplication"
      )
    }
  }
}

extension CallRules.Ban {
  /// A ban with its replacement.
  init(
    _ tokens: [String],
    in folders: [String] = ["Sources", "Tests", "Benchmarks"],
    except exceptions: [String] = [],
    _ instead: String
  ) {
    self.init(tokens: tokens, folders: folders, exceptions: exceptions, instead: instead)
  }
}
