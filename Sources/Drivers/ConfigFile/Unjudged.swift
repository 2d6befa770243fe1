import Yaml

/// Clauses of an agreement that are read, but that this version doesn't judge yet.
///
/// A file that has one of them is refused by the clause's name, so that nothing that the parties agreed
/// is silently left out of a figure.
struct Unjudged {
  /// A clause.
  struct Clause: Hashable {
    /// The keys that lead to it from the top of the file, with dots between; `*` is any key.
    let path: String
    /// Which of its values aren't judged.
    var values = Values.all
    /// What to do.
    var hint = "leave it out"
  }

  /// Which values of a clause aren't judged.
  enum Values: Hashable {
    /// All.
    case all
    /// A mapping.
    case mapping
    /// A text with this sign in it.
    case textWith(Character)
    /// All but this text.
    case allBut(String)
  }

  /// The clauses.
  let clauses: [Clause]

  /// Those that this version doesn't judge; a clause goes out of this list when the judge has learnt it.
  static let ofThisVersion = Unjudged(
    clauses: [Clause(path: "on-change", values: .allBut("next-window"))]
  )

  /// Refuses on `page` each of the clauses that stands in `root`.
  func refuse(in root: YamlNode, on page: Page) {
    for clause in clauses {
      find(clause, clause.path.split(separator: ".")[...], root, page)
    }
  }

  private func find(_ clause: Clause, _ path: ArraySlice<Substring>, _ node: YamlNode, _ page: Page)
  {
    guard let step = path.first, case .mapping(let entries) = node.content else { return }
    for entry in entries where step == "*" || entry.key == step {
      if path.count > 1 {
        find(clause, path.dropFirst(), entry.value, page)
      } else if clause.values.hold(entry.value) {
        let what = clause.values == .all ? "" : " with \(kind(of: entry.value))"
        page.error(
          "\(quoted(entry.key))\(what) is read, but this version doesn't judge it yet",
          hint: clause.hint,
          at: entry.mark
        )
      }
    }
  }
}

extension Unjudged.Values {
  /// Whether `node` is one of them.
  fileprivate func hold(_ node: YamlNode) -> Bool {
    let text: String? = if case .scalar(let scalar) = node.content { scalar.text } else { nil }
    return switch self {
    case .all: true
    case .mapping: if case .mapping = node.content { true } else { false }
    case .textWith(let sign): text?.contains(sign) ?? false
    case .allBut(let word): text.map { $0 != word } ?? false
    }
  }
}
