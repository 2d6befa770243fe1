/// Why a draft can't be written.
package enum DraftFault: Error, Hashable {
  /// The template asks for something that has no default and wasn't answered.
  case unanswered(blank: String)
}

extension AgreementTemplate {
  /// The blanks without which a line is left out.
  private static let optional: Set<Substring> = ["fee"]

  /// The agreement's file that `answers` make of the template.
  ///
  /// An answer is written as YAML's plain scalar where it can be read as nothing else, else between
  /// double quotes with every sign escaped that would end them: whatever a name holds, it stays a name.
  ///
  /// - Throws: ``DraftFault`` if a blank without a default isn't answered.
  package func draft(_ answers: DraftAnswers) throws(DraftFault) -> String {
    var answers = answers
    if answers.agreement == nil { answers.agreement = name }
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let filled = try filled(line, answers) else { continue }
      lines.append(filled)
    }
    return lines.joined(separator: "\n")
  }

  /// The line with its blanks filled; nil if it is left out.
  private func filled(_ line: Substring, _ answers: DraftAnswers) throws(DraftFault) -> String? {
    var result = ""
    var rest = line
    while let opening = rest.firstIndex(of: "<"), let closing = rest[opening...].firstIndex(of: ">")
    {
      let blank = rest[rest.index(after: opening)..<closing]
      let parts = blank.split(separator: "|", maxSplits: 1)
      guard let name = parts.first else { break }
      result += rest[..<opening]
      if let answer = answers.answer(to: name) {
        result += YamlScalar.written(answer)
      } else if parts.count == 2 {
        result += parts[1]
      } else if Self.optional.contains(name) {
        return nil
      } else {
        throw DraftFault.unanswered(blank: String(name))
      }
      rest = rest[rest.index(after: closing)...]
    }
    return result + rest
  }
}
