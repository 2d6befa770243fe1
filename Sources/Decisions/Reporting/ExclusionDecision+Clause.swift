import Accounting
import Agreement
import Chronology

extension ExclusionDecision {
  /// Whether it is why the beginning of `stretch` is excluded.
  func excludes(_ stretch: Interval) -> Bool {
    status == .accepted && excluded.intervals.contains { $0.contains(stretch.start) }
  }

  /// The clause that accepts it or that it fails.
  var clause: ClausePath {
    let kind = ["exclusions", self.kind.word]
    guard case .rejected(let refusal) = status else {
      switch status {
      case .claimed, .disputed: return ClausePath(kind + ["accepted-by"])
      default: return ClausePath(kind)
      }
    }
    switch refusal {
    case .noClause: return ClausePath(["exclusions"])
    case .notYours:
      return ClausePath(self.kind == .maintenance ? kind : kind + ["declared-by"])
    case .noticeShort: return ClausePath(kind + ["notice"])
    case .tooLong: return ClausePath(kind + ["single"])
    case .outsideHours: return ClausePath(kind + ["during"])
    case .overCap: return ClausePath(kind + ["at-most"])
    case .partOfService, .withdrawn, .refusedByArbiter: return ClausePath(kind)
    }
  }
}
