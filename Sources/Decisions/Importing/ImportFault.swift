/// One thing that is wrong in a file of samples, where, and what to do.
package struct ImportFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  package let line: Int
  /// The column in bytes, from 1.
  package let column: Int
  /// What is wrong.
  package let message: String
  /// What to do.
  package let remedy: String

  /// A fault at this place.
  package init(line: Int, column: Int, message: String, remedy: String) {
    self.line = line
    self.column = column
    self.message = message
    self.remedy = remedy
  }

  /// `line:column: what is wrong: what to do`.
  package var description: String { "\(line):\(column): \(message): \(remedy)" }
}

/// Why a file of samples is refused, as a whole: nothing of it is imported.
package struct ImportRefusal: Error, Hashable, Sendable {
  /// How many faults are kept.
  package static let mostFaults = 20

  /// The first faults by line, at least 1 and at most ``mostFaults``; one a line.
  package let faults: [ImportFault]
  /// How many faults there are beyond those.
  package let more: Int

  /// A refusal for these faults.
  package init(faults: [ImportFault], more: Int) {
    self.faults = faults
    self.more = more
  }

  /// One line a fault, with the file's name in front, and `and N more` where there are more.
  package func lines(file: String) -> [String] {
    faults.map { "\(file):\($0)" } + (more > 0 ? ["\(file): and \(more) more"] : [])
  }
}
