package import Agreement
package import Chronology

/// Why something can't be declared; the text says what to do.
package enum AnnotationFault: Error, Hashable, Sendable {
  /// No agreement has a service of this name.
  case unknownService(String, known: [String])
  /// More than one agreement has.
  case ambiguousService(String, among: [String])
  /// There is no agreement of this name.
  case unknownAgreement(String, known: [String])
  /// There is no check of this name.
  case unknownCheck(String, known: [String])
  /// A time that no record can hold.
  case time(Instant)
  /// It would end before it begins, or when it does.
  case endBeforeStart(Instant, Instant)
  /// It doesn't say when it ends, and must.
  case endMissing(Annotation.Kind)
  /// It says when it ends, and happens at once.
  case endUnwanted(Annotation.Kind)
  /// The time that an option gives is still to come, and can't be.
  case toCome(String, Instant)
  /// It doesn't say why.
  case reasonEmpty
  /// The reason has too many bytes: how many.
  case reasonTooLong(Int)
  /// The reason has line breaks or other control characters, marks that turn its direction, or what was
  /// no UTF-8.
  case reasonBroken
  /// It doesn't say what it refers to, and must.
  case referenceMissing(Annotation.Kind)
  /// There is no such annotation or incident.
  case unknownReference(String)
  /// There is no such hold.
  case noHold(String)
  /// The hold was released before, and when.
  case releasedBefore(String, Instant)
}

extension AnnotationFault: CustomStringConvertible {
  /// What is wrong and what to do.
  package var description: String {
    switch self {
    case .unknownService(let name, let known):
      "no agreement has a service '\(shown(name))'; there is \(list(known))"
    case .ambiguousService(let name, let among):
      "'\(shown(name))' is a service of more than one agreement: write one of \(list(among))"
    case .unknownAgreement(let name, let known):
      "there is no agreement '\(shown(name))'; there is \(list(known))"
    case .unknownCheck(let name, let known):
      "there is no check '\(shown(name))'; there is \(list(known))"
    case .time(let time): "\(time) can't be recorded: give a time from 1970 to 2116"
    case .endBeforeStart(let start, let end):
      "it would end at \(end), and begin at \(start): give a --to that is later than --from"
    case .endMissing(let kind): "\(kind.word) must say when it ends: add --to"
    case .endUnwanted(let kind): "\(kind.word) happens at one instant: leave --to out"
    case .toCome(let option, let time):
      "\(option) \(time) is still to come: give the instant at which it was"
    case .reasonEmpty: "it must say why: give a --reason"
    case .reasonTooLong(let count):
      "the reason has \(count) bytes, at most \(Annotation.reasonLimit) are recorded: shorten it, and"
        + " name the document that says more"
    case .reasonBroken:
      "the reason has line breaks, control characters, marks that turn the direction of text, or bytes that"
        + " are not UTF-8: write it as text on one line"
    case .referenceMissing(let kind):
      kind == .release
        ? "it must name the hold: see constat hold list"
        : "\(kind.word) must name what it is about: add --ref with an annotation's or incident's id"
    case .unknownReference(let id):
      "neither an annotation nor an incident has the id '\(shown(id))': see constat annotations and"
        + " constat incidents --json"
    case .noHold(let id): "no hold has the id '\(shown(id))': see constat hold list"
    case .releasedBefore(let id, let time): "the hold \(id) was released at \(time) already"
    }
  }

  private func list(_ names: [String]) -> String {
    if names.isEmpty { return "none" }
    let more = names.count > 20 ? ", and \(names.count - 20) more" : ""
    return names.prefix(20).joined(separator: ", ") + more
  }

  /// A name as a terminal may show it.
  private func shown(_ name: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in name.unicodeScalars.prefix(80) {
      text.append(scalar.properties.generalCategory == .control ? "?" : scalar)
    }
    return String(text)
  }
}
