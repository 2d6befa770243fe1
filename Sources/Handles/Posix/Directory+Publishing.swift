extension Directory {
  /// Makes a directory by its path, durably, if there is none.
  package static func makeIfMissing(_ path: String, mode: UInt32 = 0o750) throws(Errno) {
    do throws(Errno) {
      try make(path, mode: mode)
      try synchronizeName(of: path)
    } catch {
      if error != .exists { throw error }
    }
  }

  /// Puts a file there, whole and durable before it has its name: under a draft's name first.
  ///
  /// - Parameters:
  ///   - mode: Who may read and write it.
  ///   - isNew: Whether it is an error, EEXIST, if something has the name; else that is replaced.
  package func publish(
    _ bytes: [UInt8],
    as name: String,
    mode: UInt32,
    isNew: Bool
  ) throws(Errno) {
    let draft = ".tmp-\(name)"
    try? remove(draft)
    let file = try FileHandle(
      opening: draft,
      in: self,
      [.writeOnly, .create, .exclusive, .noFollow],
      mode: mode
    )
    do throws(Errno) {
      try file.writeAll(bytes)
      try file.synchronize()
      if isNew { try renameNew(draft, to: name) } else { try rename(draft, to: name) }
    } catch {
      try? remove(draft)
      throw error
    }
    try synchronize()
  }
}
