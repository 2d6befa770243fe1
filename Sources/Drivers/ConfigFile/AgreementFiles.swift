import Yaml

/// Finds and reads the files that `agreements` names.
struct AgreementFiles {
  /// How files are reached.
  let files: FileAccess
  /// The configuration's folder, empty or with a slash at its end.
  let folder: String
  /// The configuration, on which it is said what can't be found.
  let page: Page

  /// How many files are read.
  private static let limit = 1_000

  /// A file with what is in it.
  struct File {
    let path: String
    let bytes: [UInt8]
  }

  /// The files in the order of the list; those of one pattern by the bytes of their names; each once.
  func find(_ written: [ConfigurationDraft.Written]) -> [File] {
    var seen: Set<String> = []
    var found: [File] = []
    for item in written {
      for path in paths(item) where seen.insert(path).inserted {
        guard found.count < AgreementFiles.limit else {
          page.error("more than \(AgreementFiles.limit) agreements are named", at: item.mark)
          return found
        }
        switch files.read(path, YamlLimits.standard.size) {
        case .success(let bytes): found.append(File(path: path, bytes: bytes))
        case .failure(let trouble):
          page.error(
            "agreement \(quoted(path)): \(trouble.message)",
            hint: hint(for: trouble),
            at: item.mark
          )
        }
      }
    }
    return found
  }

  private func paths(_ item: ConfigurationDraft.Written) -> [String] {
    let path = PathText.join(folder, item.text)
    guard PathText.isPattern(path) else { return [path] }
    let place = PathText.folder(of: path)
    let pattern = PathText.name(of: path)
    // The configuration's own folder may have such a sign in its name.
    guard !PathText.isPattern(PathText.folder(of: item.text)) else {
      page.error("* and ? can stand only after the last slash", at: item.mark)
      return []
    }
    guard PathText.isPattern(pattern) else { return [path] }
    switch files.names(place.isEmpty ? "." : place) {
    case .failure(let trouble):
      let words = trouble == .missing ? "there is no such folder" : trouble.message
      page.error(
        "\(quoted(item.text)): \(words)",
        hint: "paths start from the folder of this file",
        at: item.mark
      )
      return []
    case .success(let names):
      let matching = names.filter { PathText.matches($0, pattern) }
      if matching.isEmpty {
        page.error(
          "no file matches \(quoted(item.text))",
          hint: "paths start from the folder of this file; leave the key out to judge nothing",
          at: item.mark
        )
      }
      return matching.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { place + $0 }
    }
  }

  private func hint(for trouble: FileTrouble) -> String? {
    switch trouble {
    case .missing: "paths start from the folder of this file"
    case .forbidden: "let the user who runs this read it, and enter its folders"
    case .folder: "write the folder's name and /*.yaml"
    case .noFolder, .special, .size, .other: nil
    }
  }
}
