import Chronology
import Sampling
import Yaml

/// Readers of status codes.
extension Page {
  /// `200`, `2xx`, `200-299`, or a list of these.
  func statusSet(_ entry: YamlEntry) -> StatusSet? {
    let items: [YamlNode]
    if case .sequence(let list) = entry.value.content {
      guard !list.isEmpty, list.count <= 500 else {
        error("'\(entry.key)' must name 1 to 500 codes or ranges", at: entry.value.mark)
        return nil
      }
      items = list
    } else {
      items = [entry.value]
    }
    let ranges = items.map { self.statusRange($0, of: entry.key) }
    guard ranges.allSatisfy({ $0 != nil }) else { return nil }
    return StatusSet(ranges.compactMap { $0 })
  }

  private func statusRange(_ node: YamlNode, of key: String) -> ClosedRange<UInt16>? {
    let form = "a status such as 200, 2xx or 200-299, of 100 to 599"
    guard let text = text(node, of: key, form: form) else { return nil }
    guard let range = StatusText.parse(text) else {
      error("'\(key)' must be \(form), not \(quoted(text))", at: node.mark)
      return nil
    }
    return range
  }
}

/// Status codes as configuration files write them.
enum StatusText {
  /// Reads `200`, `2xx` or `200-299`; nil unless it is within 100 to 599 and ascending.
  static func parse(_ text: String) -> ClosedRange<UInt16>? {
    if text.utf8.count == 3, text.hasSuffix("xx"), let family = decimal(text.utf8.prefix(1)),
      (1...5).contains(family)
    {
      let first = UInt16(family * 100)
      return first...(first + 99)
    }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { code($0) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
      first <= last
    else { return nil }
    return first...last
  }

  private static func code(_ text: Substring) -> UInt16? {
    guard text.utf8.count == 3, let code = decimal(text.utf8), (100...599).contains(code) else {
      return nil
    }
    return UInt16(code)
  }
}
