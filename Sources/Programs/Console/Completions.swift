import Agreement
import ArgumentParser
import ConfigFile
import Sampling

/// What a shell offers for a value that only the configuration knows; nothing where that can't be used.
enum Completions {
  /// The ids of agreements.
  static let agreements = names { Set($0.agreements.map(\.id)).sorted() }
  /// The ids of checks.
  static let checks = names { $0.checks.map(\.id.description) }

  private static func names(_ list: @escaping @Sendable (Configuration) -> [String])
    -> CompletionKind
  {
    .custom { words, _, _ in
      var locations: Locations? = try? Locations.parse([])
      let joined = words.last { $0.hasPrefix("--config=") }?.dropFirst("--config=".count)
      if let joined { locations?.config = String(joined) }
      let named = words.lastIndex(of: "--config").map { words.index(after: $0) }
      if let named, words.indices.contains(named) { locations?.config = words[named] }
      // Nothing of a store is read, and a configuration need not name one.
      locations?.store = "/"
      return locations?.loadIfThere().map(list) ?? []
    }
  }
}
