import Agreement
import Sampling
import Yaml

/// When a service is available, as written.
struct WrittenComposition {
  /// The expression.
  let text: CompositionText
  /// Where it stands.
  let node: YamlNode
}

extension Page {
  /// `available-when`: the name of a check or a service, or an expression over several.
  func composition(_ entry: YamlEntry) -> WrittenComposition? {
    let form = "the name of a check, or an expression such as all(api, any(www-1, www-2))"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    do throws(CompositionFault) {
      return WrittenComposition(text: try CompositionText(parsing: text), node: entry.value)
    } catch {
      self.error(error.message, hint: error.hint, at: place(error.offset, in: entry.value))
      return nil
    }
  }

  /// The compositions of all services of which everything could be found, by the services' names.
  ///
  /// The name of a service stands for its composition.
  func compositions(
    of drafts: [ServiceDraft],
    named services: [String],
    _ checks: CheckIndex
  ) -> [String: Composition] {
    var names = CompositionNames(
      page: self,
      checks: checks,
      services: Set(services),
      observed: Set(drafts.filter(\.observations.isWritten).map(\.name))
    )
    var written: [String: WrittenComposition] = [:]
    var order: [String] = []
    for draft in drafts {
      guard let composition = draft.written, names.know(composition) else { continue }
      written[draft.name] = composition
      order.append(draft.name)
    }
    // A service is found when those on which it rests are; a circle leaves some over.
    var awaited = written.mapValues { Set($0.text.names.map(\.name)).intersection(written.keys) }
    var dependents: [String: [String]] = [:]
    for name in order {
      for other in awaited[name] ?? [] { dependents[other, default: []].append(name) }
    }
    var ready = order.filter { awaited[$0]?.isEmpty ?? true }
    while let name = ready.popLast() {
      if let composition = written.removeValue(forKey: name) { names.resolve(name, composition) }
      for other in dependents[name] ?? [] {
        awaited[other]?.remove(name)
        if awaited[other]?.isEmpty ?? false { ready.append(other) }
      }
    }
    sayCircles(order.filter { written[$0] != nil }, written)
    return names.compositions
  }

  /// Says each circle of services that rest on each other; each of `services` rests on one of them.
  private func sayCircles(_ services: [String], _ written: [String: WrittenComposition]) {
    var done: Set<String> = []
    for start in services {
      var way: [String] = []
      var next: String? = start
      while let service = next, done.insert(service).inserted {
        way.append(service)
        next = written[service]?.text.names.first { written[$0.name] != nil }?.name
      }
      guard let back = next, let index = way.firstIndex(of: back), let first = written[back] else {
        continue
      }
      let circle = way[index...]
      var names = Array(circle.prefix(12))
      if names.count < circle.count { names.append("…") }
      names.append(back)
      error(
        "services rest on each other in a circle: \(names.joined(separator: ", "))",
        hint: "let one of them rest on checks",
        at: first.node.mark
      )
    }
  }
}

/// What the names in the compositions of one agreement stand for.
private struct CompositionNames {
  let page: Page
  let checks: CheckIndex
  let services: Set<String>
  /// Those of the services that are fed from outside.
  let observed: Set<String>
  private var found: [String: Found] = [:]

  /// A composition, how many checks stand in it (each as often as it does), and how deep its lists
  /// stand in lists.
  private struct Found {
    let composition: Composition
    let size: Int
    let depth: Int
  }

  init(page: Page, checks: CheckIndex, services: Set<String>, observed: Set<String>) {
    self.page = page
    self.checks = checks
    self.services = services
    self.observed = observed
  }

  /// What is found, by service.
  var compositions: [String: Composition] { found.mapValues(\.composition) }

  /// Whether every name is that of a check or of a service; says which isn't.
  func know(_ written: WrittenComposition) -> Bool {
    let areKnown = written.text.names.map { name, offset in
      let place = page.place(offset, in: written.node)
      switch (checks.has(name), services.contains(name)) {
      case (false, true) where observed.contains(name):
        page.error(
          "service \(quoted(name)) is fed from outside: nobody knows when it is available",
          hint: "leave it out, and promise it by an objective of its own",
          at: place
        )
      case (true, false), (false, true): return true
      case (true, true):
        page.error(
          "\(quoted(name)) is the name of a check and of a service",
          hint: "rename the service",
          at: place
        )
      case (false, false):
        // Without any checks that alone has been said.
        if checks.names.isEmpty { return false }
        let hint =
          (Spelling.nearest(to: name, among: checks.names)
          ?? Spelling.nearest(to: name, among: services.sorted()))
          .map { "did you mean '\($0)'?" } ?? "checks stand in the configuration's file"
        page.error("there is no check \(quoted(name))", hint: hint, at: place)
      }
      return false
    }
    return areKnown.allSatisfy { $0 } && isWithoutTwins(written.text, written)
  }

  /// Whether no list names the same twice; says which does.
  private func isWithoutTwins(_ text: CompositionText, _ written: WrittenComposition) -> Bool {
    var seen: Set<String> = []
    var isRight = true
    for part in text.parts {
      if case .name(let name, let offset) = part, !seen.insert(name).inserted {
        page.error(
          "\(quoted(name)) stands twice in one list",
          hint: "keep one of them",
          at: page.place(offset, in: written.node)
        )
        isRight = false
      }
      if !isWithoutTwins(part, written) { isRight = false }
    }
    return isRight
  }

  /// Finds the composition of a service whose names stand for checks or for what is found; nothing
  /// where what it rests on is wrong, which has been said.
  mutating func resolve(_ service: String, _ written: WrittenComposition) {
    for (name, offset) in written.text.names {
      guard case .weighted = found[name]?.composition, !written.text.parts.isEmpty else { continue }
      page.error(
        "service \(quoted(name)) is weighted(…), which can't be a part of another",
        hint: "name its checks",
        at: page.place(offset, in: written.node)
      )
      return
    }
    guard let resolved = find(written.text) else { return }
    let (sizeLimit, depthLimit) = (CompositionText.sizeLimit, CompositionText.depthLimit)
    guard resolved.size <= sizeLimit, resolved.depth <= depthLimit else {
      page.error(
        "with what its services stand for it has more than \(sizeLimit) names, or lists more than"
          + " \(depthLimit) deep in lists",
        hint: "rest on fewer services",
        at: written.node.mark
      )
      return
    }
    found[service] = resolved
  }

  private func find(_ text: CompositionText) -> Found? {
    if case .name(let name, _) = text {
      if let service = found[name] { return service }
      guard checks.has(name), let check = CheckID(name) else { return nil }
      return Found(composition: .check(check), size: 1, depth: 0)
    }
    let parts = text.parts.compactMap { self.find($0) }
    guard parts.count == text.parts.count else { return nil }
    let compositions = parts.map(\.composition)
    let composition: Composition =
      switch text {
      case .name, .all: .all(compositions)
      case .any: .any(compositions)
      case .atLeast(let count, _): .atLeast(count, compositions)
      case .weighted(let weights, _):
        .weighted(zip(weights, compositions).map { WeightedPart(weight: $0, $1) })
      }
    return Found(
      composition: composition,
      size: parts.map(\.size).reduce(0, +),
      depth: 1 + (parts.map(\.depth).max() ?? 0)
    )
  }
}
