import Agreement
import Testing

@Suite struct CompositionTextTests {
  private func shape(_ text: CompositionText) -> String {
    let parts = text.parts.map { self.shape($0) }.joined(separator: " ")
    return switch text {
    case .name(let name, let offset): "\(name)@\(offset)"
    case .all: "(all \(parts))"
    case .any: "(any \(parts))"
    case .atLeast(let count, _): "(\(count) \(parts))"
    case .weighted(let weights, _): "(weighted \(weights) \(parts))"
    }
  }

  @Test(arguments: [
    ("api", "api@0"), ("  api ", "api@2"), ("all", "all@0"), ("any", "any@0"), ("2", "2@0"),
    ("of", "of@0"), ("all(a)", "(all a@4)"), ("all ( a ,b )", "(all a@6 b@9)"),
    (
      "all(api, any(www-1, www-2), 2 of (dns-1, dns-2, dns-3))",
      "(all api@4 (any www-1@13 www-2@20) (2 dns-1@34 dns-2@41 dns-3@48))"
    ),
    ("2 of(a,b)", "(2 a@5 b@7)"), ("all(all, any, 2, of)", "(all all@4 any@9 2@14 of@17)"),
    ("weighted(3 a, 1 b)", "(weighted [3, 1] a@11 b@16)"),
    ("weighted(1000 2 of (a, b), 1 3)", "(weighted [1000, 1] (2 a@20 b@23) 3@29)"),
    ("weighted", "weighted@0"), ("1 of (é, b)", "(1 é@6 b@9)"),
  ])
  func `an expression is read`(_ text: String, _ wanted: String) throws {
    #expect(shape(try CompositionText(parsing: text)) == wanted)
  }

  @Test(arguments: [
    ("", 0), ("   ", 3), ("(", 0), ("a b", 2), ("a,", 1), ("a)", 1), ("all(", 4), ("all()", 4),
    ("all(a", 5), ("all(a b)", 6), ("all(a,)", 6), ("all(a))", 6), ("all(,a)", 4), ("0 of (a)", 0),
    ("2 of (a)", 0), ("x of (a)", 0), ("-1 of (a)", 0), ("1 of a", 2), ("weighted()", 9),
    ("weighted(a)", 9), ("weighted(0 a)", 9), ("weighted(1001 a)", 9), ("weighted(1)", 10),
    ("all(weighted(1 a))", 4), ("weighted(1 weighted(1 a))", 11), ("é(a)", 1),
    ("9999999999 of (a)", 0),
  ])
  func `what is no expression is refused where it goes wrong`(_ text: String, _ offset: Int) {
    do throws(CompositionFault) {
      let read = try CompositionText(parsing: text)
      Issue.record("'\(text)' is read as \(shape(read))")
    } catch {
      #expect(error.offset == offset, "\(text): \(error.message)")
      #expect(!error.message.isEmpty)
    }
  }

  @Test(arguments: [(8, true), (9, false)])
  func `lists stand at most eight deep in lists`(_ depth: Int, _ isRead: Bool) {
    let text = String(repeating: "any(", count: depth) + "a" + String(repeating: ")", count: depth)
    #expect(((try? CompositionText(parsing: text)) != nil) == isRead)
  }

  @Test(arguments: [(1_000, true), (1_001, false)])
  func `at most a thousand names are read`(_ count: Int, _ isRead: Bool) {
    let text = "any(\((0..<count).map { "c\($0)" }.joined(separator: ",")))"
    #expect(((try? CompositionText(parsing: text)) != nil) == isRead)
  }

  @Test func `a hundred thousand brackets exhaust no stack`() {
    let text = String(repeating: "all(", count: 100_000)
    #expect((try? CompositionText(parsing: text)) == nil)
  }
}
