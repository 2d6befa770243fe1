import CYaml

/// Reads one YAML stream as events, through libyaml.
///
/// Owns the parser and a copy of the text. Not for two threads at once.
@safe
package struct YamlParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// Begins to read `bytes`, which must be UTF-8; a byte order mark before them is left out.
  ///
  /// - Throws: `YamlProblem.memory`.
  ///
  /// The corresponding C functions are `yaml_parser_initialize`, `yaml_parser_set_input_string` and
  /// `yaml_parser_set_encoding`.
  package init(_ bytes: [UInt8]) throws(YamlError) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw YamlError(.memory, at: .start)
    }
    let text = bytes.starts(with: byteOrderMark) ? bytes[byteOrderMark.count...] : bytes[...]
    // Never of size 0: libyaml asserts that there is a pointer.
    let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, text.count))
    _ = unsafe input.initialize(fromContentsOf: text)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, text.count)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe (self.parser, self.input) = (parser, input)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// Reads the next event.
  ///
  /// - Returns: `streamEnd` at the end, and again after it or after an error.
  /// - Throws: `YamlProblem.syntax`, `.encoding`, `.character` or `.memory`.
  ///
  /// The corresponding C function is `yaml_parser_parse`.
  package mutating func next() throws(YamlError) -> YamlEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else {
      throw unsafe failure(parser.pointee)
    }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe YamlEvent(content: content(of: event), mark: YamlMark(event.start_mark))
  }
}

/// U+FEFF in UTF-8.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// Copies what an event holds out of libyaml's memory.
private func content(of event: yaml_event_t) -> YamlEvent.Content {
  switch unsafe event.type {
  case YAML_STREAM_START_EVENT: return .streamStart
  case YAML_DOCUMENT_START_EVENT: return .documentStart
  case YAML_DOCUMENT_END_EVENT: return .documentEnd
  case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
  case YAML_MAPPING_END_EVENT: return .mappingEnd
  case YAML_ALIAS_EVENT: return unsafe .alias(string(event.data.alias.anchor) ?? "")
  case YAML_SCALAR_EVENT:
    let scalar = unsafe event.data.scalar
    let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    return unsafe .scalar(
      YamlScalar(String(decoding: bytes, as: UTF8.self), style: style(scalar.style)),
      properties: properties(scalar.anchor, scalar.tag)
    )
  case YAML_SEQUENCE_START_EVENT:
    let start = unsafe event.data.sequence_start
    return unsafe .sequenceStart(properties(start.anchor, start.tag))
  case YAML_MAPPING_START_EVENT:
    let start = unsafe event.data.mapping_start
    return unsafe .mappingStart(properties(start.anchor, start.tag))
  // YAML_NO_EVENT is what libyaml gives after the end and after an error.
  default: return .streamEnd
  }
}

/// Copies libyaml's anchor and tag.
private func properties(
  _ anchor: UnsafeMutablePointer<UInt8>?,
  _ tag: UnsafeMutablePointer<UInt8>?
) -> YamlEvent.Properties {
  unsafe YamlEvent.Properties(anchor: string(anchor), tag: string(tag))
}

/// Copies a C string of libyaml's.
private func string(_ bytes: UnsafeMutablePointer<UInt8>?) -> String? {
  unsafe bytes.map { unsafe String(cString: $0) }
}

/// The style of a scalar; libyaml gives no other.
private func style(_ style: yaml_scalar_style_t) -> YamlScalar.Style {
  switch style {
  case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
  case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
  case YAML_LITERAL_SCALAR_STYLE: .literal
  case YAML_FOLDED_SCALAR_STYLE: .folded
  default: .plain
  }
}

/// Takes the error out of a parser that has failed.
private func failure(_ parser: yaml_parser_t) -> YamlError {
  let code = unsafe parser.error
  let mark = unsafe YamlMark(parser.problem_mark)
  switch code {
  case YAML_MEMORY_ERROR: return YamlError(.memory, at: mark)
  // libyaml knows no line for these; whoever looked with `firstFault` first doesn't meet them.
  case YAML_READER_ERROR:
    let value = unsafe parser.problem_value
    let isByte = unsafe parser.problem.map { unsafe String(cString: $0) } != controlCharacters
    return YamlError(
      isByte
        ? .encoding(byte: UInt8(truncatingIfNeeded: value))
        : .character(UInt32(truncatingIfNeeded: value)),
      at: unsafe YamlMark(parser.mark)
    )
  default:
    let text = unsafe parser.problem.map { unsafe String(cString: $0) }
    let context = unsafe parser.context.map { unsafe String(cString: $0) }
    let since = unsafe parser.context_mark.line + 1
    return YamlError(
      .syntax(
        code: code.rawValue,
        text: text ?? "not YAML",
        context: context.map { "\($0) begun on line \(since)" }
      ),
      at: mark
    )
  }
}

/// libyaml's words for a character that is UTF-8 but not YAML (reader.c).
private let controlCharacters = "control characters are not allowed"

extension YamlMark {
  /// Takes over libyaml's place, which counts from 0.
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
