import Agreement
import Chronology
import Sampling
import Upkeep
import Yaml

/// What constatd.yaml says by itself; nil where it is wrong.
struct ConfigurationDraft {
  var vantage: String?
  var store: String?
  var retention: Retention?
  var sealKey: String??
  var timestamp: WebAddress??
  var resolver: Resolver?
  var claimReminder: ClaimReminder?
  /// The checks that could be read.
  var checks: [Check] = []
  /// The names of all checks, those that couldn't be read among them.
  var checkNames: [String] = []
  /// The files of agreements, or patterns of their names, as written.
  var agreements: [Written] = []

  /// A text and where it stands.
  struct Written {
    let text: String
    let mark: YamlMark
  }
}

extension Page {
  /// The whole of constatd.yaml; nil if it can't be read at all.
  func configuration(folder: String, _ surroundings: Surroundings) -> ConfigurationDraft? {
    guard let root = root(), let keys = Keys(root, .file, on: self) else { return nil }
    var draft = ConfigurationDraft()
    draft.vantage = keys.required("vantage", example: "vantage: paris-1").flatMap {
      self.identifier($0)
    }
    draft.store = store(keys, folder: folder, surroundings)
    draft.retention = keys.read("retain") { self.retention($0) }.or(Retention())
    draft.sealKey = keys.read("seal-key") { entry in
      self.line(entry, limit: 1_024).map { .some(PathText.join(folder, $0)) }
    }.or(.some(nil))
    draft.timestamp = keys.read("timestamp") { entry in
      self.webAddress(entry).map { .some($0) }
    }.or(.some(nil))
    draft.resolver = keys.read("resolver") { self.resolver($0) }.or(.system)
    draft.claimReminder = keys.read("claim-reminder") { self.claimReminder($0) }.or(.usual)
    let defaults =
      switch keys.read("defaults", { self.checkDefaults($0) }) {
      case .value(let defaults): defaults
      case .absent, .invalid: CheckDefaults()
      }
    if let entry = keys.required("checks", example: "checks: {www: {http: https://…}}") {
      let entries = named(entry, what: "check", limit: CheckLimits.checks)
      draft.checkNames = entries.map(\.key)
      // At once: an array that grows into 10,000 checks needs two and a half times their memory.
      draft.checks.reserveCapacity(entries.count)
      for entry in entries {
        if let check = check(entry, defaults, surroundings) { draft.checks.append(check) }
      }
    }
    if let entry = keys["agreements"] {
      draft.agreements = agreementNames(entry)
    } else if !keys.has("agreements") {
      warn(
        "no agreement is named: samples are recorded, but nothing is judged",
        hint: "write agreements: agreements/*.yaml",
        at: keys.mark
      )
    }
    return draft
  }

  private func store(
    _ keys: Keys,
    folder: String,
    _ surroundings: Surroundings
  ) -> String? {
    let written = keys.read("store") { self.line($0, limit: 1_024) }
    if let chosen = surroundings.store { return chosen }
    switch written {
    case .value(let path): return PathText.join(folder, path)
    case .invalid: return nil
    case .absent: break
    }
    if let state = surroundings.stateFolder { return state }
    error(
      "'store' is missing, and systemd names no folder in $STATE_DIRECTORY",
      hint: "write store: /var/lib/constat",
      at: keys.mark
    )
    return nil
  }

  private func resolver(_ entry: YamlEntry) -> Resolver? {
    guard case .sequence(let items) = entry.value.content else {
      return choice(
        entry,
        among: ["system": Resolver.system],
        or: "a list of servers such as [192.0.2.53]"
      )
    }
    guard (1...8).contains(items.count) else {
      error("'resolver' must name 1 to 8 servers", at: entry.value.mark)
      return nil
    }
    let servers = items.compactMap { self.nameServer($0) }
    return servers.count == items.count ? .servers(servers) : nil
  }

  /// A time before the end, or what is left of the time in which a credit may be claimed.
  private func claimReminder(_ entry: YamlEntry) -> ClaimReminder? {
    if case .scalar(let scalar) = entry.value.content, scalar.text.hasSuffix("%") {
      return percentage(entry).map { .share($0) }
    }
    return duration(entry, in: .hours(1)...(.days(3_660))).map { .time($0) }
  }

  private func agreementNames(_ entry: YamlEntry) -> [ConfigurationDraft.Written] {
    let items: [YamlNode]
    if case .sequence(let list) = entry.value.content {
      items = list
      if list.isEmpty { error("'agreements' names no file", at: entry.value.mark) }
    } else {
      items = [entry.value]
    }
    return items.compactMap { node in
      let form = "a file such as agreements/*.yaml, or a list of files"
      guard let text = text(node, of: entry.key, form: form) else { return nil }
      guard text == text.harmless, text.utf8.count <= 1_024 else {
        error("\(quoted(text)) can't be a file's name", at: node.mark)
        return nil
      }
      return ConfigurationDraft.Written(text: text, mark: node.mark)
    }
  }
}
