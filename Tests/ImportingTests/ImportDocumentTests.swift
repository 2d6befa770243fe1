import Chronology
import Importing
import Posix
import Sampling
import Testing

/// The examples of docs/import.md do what the page says.
@Suite struct ImportDocumentTests {
  /// The lines of each fenced block whose opening fence says `label`.
  private func blocks(_ label: String, file: String = #filePath) throws -> [[String]] {
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    let page = try FileHandle(opening: "/\(folder)/../../docs/import.md", .readOnly)
    let text = String(decoding: try page.read(1 << 20, at: 0), as: UTF8.self)
    var blocks: [[String]] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside = line == "```" + label
        if isInside { blocks.append([]) }
      } else if isInside {
        blocks[blocks.count - 1].append(String(line))
      }
    }
    return blocks
  }

  @Test func `each example of a file is imported`() throws {
    let examples = try blocks("jsonl")
    #expect(examples.count >= 2)
    for example in examples {
      let text = example.joined(separator: "\n")
      #expect(try importing(text).get().count == example.count, "\(text)")
    }
  }

  @Test func `each line among the refused is refused`() throws {
    let examples = Array(try blocks("jsonl refused").joined())
    #expect(examples.count >= 10)
    for example in examples { #expect(fault(example) != nil, "\(example)") }
  }

  @Test func `the messages shown are those of the file shown`() throws {
    let file = try #require(try blocks("jsonl broken").first)
    let shown = try #require(try blocks("text messages").first)
    let refused = try #require(refusal(file.joined(separator: "\n")))
    #expect(refused.lines(file: "march.jsonl") == shown)
  }

  @Test func `every outcome and cause is listed`() throws {
    let names = try blocks("text causes").joined()
      .flatMap { $0.split { " :,".contains($0) } }
      .map { String($0) }
    for cause in Cause.allCases { #expect(names.contains(cause.name), "\(cause.name)") }
    for outcome in Outcome.allCases { #expect(names.contains(outcome.description)) }
  }
}
