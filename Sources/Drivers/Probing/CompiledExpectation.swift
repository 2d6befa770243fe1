import Pcre2
import Sampling

/// What an HTTP answer must be, ready to be held against one.
struct CompiledExpectation: Sendable {
  let status: StatusSet
  let headers: [CompiledHeader]
  let body: CompiledRule?

  init(_ expectation: HTTPExpectation) throws(PatternError) {
    status = expectation.status
    var headers: [CompiledHeader] = []
    for rule in expectation.headers { headers.append(try CompiledHeader(rule)) }
    self.headers = headers
    guard let rule = expectation.body else {
      body = nil
      return
    }
    body = try CompiledRule(rule)
  }

  /// The first rule that an answer with an expected status breaks; nil when there is none.
  func firstBroken(headers lines: [UInt8], body bytes: [UInt8]) -> ProbeDetail? {
    for (index, header) in headers.enumerated() {
      switch header.judge(lines) {
      case .holds: continue
      case .fails: return .header(index)
      case .givenUp: return .headerGivenUp(index)
      }
    }
    switch body?.judge(bytes.span) {
    case nil, .holds: return nil
    case .fails: return .body
    case .givenUp: return .bodyGivenUp
    }
  }
}

/// A rule for one header.
struct CompiledHeader: Sendable {
  /// In lower case.
  let name: [UInt8]
  let rule: CompiledRule

  init(_ header: HeaderRule) throws(PatternError) {
    name = Array(header.name.utf8)
    rule = try CompiledRule(header.rule)
  }

  /// Looks through the lines of a head, each with its line end; one value that passes is enough.
  func judge(_ lines: [UInt8]) -> CompiledRule.Finding {
    var result: CompiledRule.Finding?
    for line in lines.split(separator: 0x0A) {
      guard let value = value(of: line) else { continue }
      switch rule.judge(Array(value).span) {
      case .holds: return .holds
      case .fails: result = result ?? .fails
      case .givenUp: result = .givenUp
      }
    }
    return result ?? rule.absent
  }

  /// The value of a line of this header, without the white space around it (RFC 9110 §5.5).
  private func value(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.count > name.count,
      zip(line, name).allSatisfy({ lowercased($0) == $1 }),
      line[line.startIndex + name.count] == UInt8(ascii: ":")
    else { return nil }
    let rest = line.dropFirst(name.count + 1).drop(while: isSpace)
    guard let last = rest.lastIndex(where: { !isSpace($0) }) else { return rest.prefix(0) }
    return rest[...last]
  }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
  (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
