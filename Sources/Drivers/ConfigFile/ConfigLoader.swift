import Agreement
import Sampling
import StoreFormat
import Upkeep
import Yaml

/// Reads a configuration and the agreements that it names.
///
/// `check-config`, `constatd --check` and the daemon's start and reload all go this way.
package enum ConfigLoader {
  /// Reads the file at `path` and every agreement that it names.
  ///
  /// Nothing but these files is read, and nothing is changed.
  ///
  /// - Parameters:
  ///   - path: The configuration; relative paths in a file start from the file's folder.
  ///   - surroundings: What the files don't say.
  ///   - files: How files are reached.
  package static func load(
    path: String,
    surroundings: Surroundings,
    files: FileAccess
  ) -> ConfigReading {
    let findings = Findings()
    let loader = Loader(findings: findings, surroundings: surroundings, files: files)
    let (configuration, store) = loader.load(path)
    let (diagnostics, omitted) = findings.ordered()
    return ConfigReading(
      configuration: findings.errorCount == 0 ? configuration : nil,
      store: store ?? surroundings.store ?? surroundings.stateFolder,
      diagnostics: diagnostics,
      omitted: omitted
    )
  }
}

/// One load.
private struct Loader {
  let findings: Findings
  let surroundings: Surroundings
  let files: FileAccess

  /// - Returns: The configuration if it could be read, right or wrong; and where its store is, if that
  ///   could.
  func load(_ path: String) -> (configuration: Configuration?, store: String?) {
    let bytes: [UInt8]
    switch files.read(path, YamlLimits.standard.size) {
    case .success(let read): bytes = read
    case .failure(let trouble):
      page(path, 0, []).error(trouble.message, hint: trouble.hint(path: path))
      return (nil, nil)
    }
    let page = page(path, 0, bytes)
    let folder = PathText.folder(of: path)
    guard let draft = page.configuration(folder: folder, surroundings) else {
      return (nil, nil)
    }
    let ground = AgreementGround(
      checks: CheckIndex(names: draft.checkNames, checks: draft.checks),
      retention: draft.retention?.samples,
      surroundings: surroundings,
      recorded: draft.store.map(surroundings.recordedRevisions) ?? []
    )
    let named = AgreementFiles(files: files, folder: folder, page: page).find(draft.agreements)
    let agreements = readAgreements(named, ground, store: draft.store)
    guard let vantage = draft.vantage, let store = draft.store,
      let retention = draft.retention, let sealKey = draft.sealKey, let timestamp = draft.timestamp,
      let resolver = draft.resolver, let claimReminder = draft.claimReminder
    else { return (nil, draft.store) }
    let configuration = Configuration(
      vantage: vantage,
      store: store,
      retention: retention,
      sealKey: sealKey,
      timestamp: timestamp,
      resolver: resolver,
      claimReminder: claimReminder,
      checks: draft.checks,
      agreements: agreements,
      agreementPaths: Dictionary(
        named.map { (Hexadecimal.text(SHA256.hash($0.bytes)), $0.path) },
        uniquingKeysWith: { first, _ in first }
      ),
      sha256: Hexadecimal.text(SHA256.hash(bytes))
    )
    return (configuration, store)
  }

  private func readAgreements(
    _ named: [AgreementFiles.File],
    _ ground: AgreementGround,
    store: String?
  ) -> [Agreement] {
    var revisions = RevisionRules()
    for (index, file) in named.enumerated() {
      let page = page(file.path, index + 1, file.bytes)
      guard
        let agreement = page.agreement(ground, sha256: Hexadecimal.text(SHA256.hash(file.bytes)))
      else {
        continue
      }
      revisions.admit(agreement, on: page)
    }
    let annotations = store.map(surroundings.recordedAnnotations) ?? []
    if !annotations.isEmpty {
      DeclarationDoubts(annotations).say(of: revisions.admitted, on: revisions.pages)
    }
    return revisions.admitted
  }

  private func page(_ path: String, _ order: Int, _ bytes: [UInt8]) -> Page {
    Page(name: path.harmless, order: order, bytes: bytes, findings: findings)
  }
}

extension FileTrouble {
  /// What to do about a configuration that can't be read.
  fileprivate func hint(path: String) -> String? {
    switch self {
    case .missing:
      "name another with --config; an installation has an example below its PREFIX's etc/constat"
    case .forbidden: "let the user who runs this read it, and enter its folders"
    case .folder: "name the file in it: \(path.harmless)/constatd.yaml"
    case .noFolder, .special, .other: nil
    case .size(let limit):
      "\(CheckLimits.checks) checks have \(limit / CheckLimits.checks) bytes each; let 'defaults' and"
        + " aliases say what many have in common"
    }
  }
}
