import Foundation
import Testing

/// `fr_FR.UTF-8`, compiled into a folder of its own.
final class FrenchLocale {
  private let scratch = Scratch()

  /// Compiles it.
  init() throws {
    let options = ["-i", "fr_FR", "-f", "UTF-8", scratch.file("fr_FR.UTF-8")]
    _ = try CommandResult("/usr/bin/localedef", options)
    try #require(FileManager.default.fileExists(atPath: scratch.file("fr_FR.UTF-8/LC_MESSAGES")))
  }

  /// Calls `body` with what makes a program take it; it is gone with this.
  func use<Result>(_ body: ([String: String]) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(self) {
      try body(["LOCPATH": scratch.path, "LC_ALL": "fr_FR.UTF-8"])
    }
  }

  /// Why it can't be had here; nil if it can.
  static let refusal: String? =
    FileManager.default.fileExists(atPath: "/usr/share/i18n/locales/fr_FR")
    ? nil : "no sources of the French locale here: install the package locales"
}
