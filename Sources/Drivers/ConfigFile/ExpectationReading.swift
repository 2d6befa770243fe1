import Sampling
import Yaml

/// Readers of what an answer must be.
extension Page {
  /// `expect`: status, header and body.
  func expectation(_ entry: YamlEntry, _ surroundings: Surroundings) -> HTTPExpectation? {
    guard let keys = Keys(entry.value, .expect, on: self) else { return nil }
    let status = keys.read("status") { self.statusSet($0) }.or(.success)
    let headers = keys.read("header") { self.headerRules($0, surroundings) }.or([])
    let body: Setting<TextRule?> = keys.read("body") { entry in
      textRule(entry.value, of: "body", surroundings).map { .some($0) }
    }
    guard let status, let headers, let body = body.or(.some(nil)) else { return nil }
    return HTTPExpectation(status: status, headers: headers, body: body)
  }

  private func headerRules(_ entry: YamlEntry, _ surroundings: Surroundings) -> [HeaderRule]? {
    guard case .mapping(let entries) = entry.value.content, (1...64).contains(entries.count) else {
      error(
        "'header' must map 1 to 64 names to what their value must be",
        hint: "{content-type: \"~ ^application/json\"}",
        at: entry.value.mark
      )
      return nil
    }
    var seen: Set<String> = []
    var rules: [HeaderRule] = []
    for entry in entries {
      guard isToken(entry.key) else {
        error("\(quoted(entry.key)) can't be the name of a header", at: entry.mark)
        continue
      }
      guard seen.insert(entry.key.lowercased()).inserted else {
        error(
          "header \(quoted(entry.key)) is there twice",
          hint: "names are compared without regard to case",
          at: entry.mark
        )
        continue
      }
      if let rule = textRule(entry.value, of: entry.key, surroundings) {
        rules.append(HeaderRule(name: entry.key, rule: rule))
      }
    }
    return rules.count == entries.count ? rules : nil
  }

  /// `text`, `~ pattern` or `!~ pattern`.
  private func textRule(
    _ node: YamlNode,
    of key: String,
    _ surroundings: Surroundings
  ) -> TextRule? {
    let form = "a text, \"~ pattern\" or \"!~ pattern\""
    guard let text = text(node, of: key, form: form) else { return nil }
    guard text.utf8.count <= 4_096 else {
      error("what \(quoted(key)) must be is longer than 4096 bytes", at: node.mark)
      return nil
    }
    let sign = text.hasPrefix("!~") ? "!~" : text.hasPrefix("~") ? "~" : ""
    guard !sign.isEmpty else { return .equal(text) }
    let rest = text.dropFirst(sign.count)
    let pattern = String(rest.dropFirst())
    guard rest.first == " ", !pattern.isEmpty else {
      error(
        "after '\(sign)' must stand a space and a pattern",
        hint: "\"\(sign) ^ok\"",
        at: node.mark
      )
      return nil
    }
    if let fault = surroundings.patternFault(pattern) {
      error("\(quoted(pattern)) is no regular expression: \(fault.harmless)", at: node.mark)
      return nil
    }
    return sign == "~" ? .matches(pattern) : .doesNotMatch(pattern)
  }
}

/// Whether `text` can be a header's name (RFC 9110, section 5.6.2), of at most 128 bytes.
private func isToken(_ text: String) -> Bool {
  (1...128).contains(text.utf8.count)
    && text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
    }
}
