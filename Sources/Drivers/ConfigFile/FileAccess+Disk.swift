import Posix

extension FileAccess {
  /// The disk of this machine.
  package static let disk = FileAccess(
    read: { path, limit in
      do throws(FileTrouble) {
        return .success(try readFile(path, limit))
      } catch {
        return .failure(error)
      }
    },
    names: { folder in
      do throws(Errno) {
        return .success(try Directory(opening: folder).names())
      } catch {
        return .failure(FileTrouble(error))
      }
    }
  )
}

/// Reads a regular file of at most `limit` bytes.
private func readFile(_ path: String, _ limit: Int) throws(FileTrouble) -> [UInt8] {
  do throws(Errno) {
    // Not to wait for the other end of a pipe.
    let file = try FileHandle(opening: path, [.readOnly, .nonBlocking])
    let status = try file.status()
    switch status.kind {
    case .regular: break
    case .directory: throw Errno.isDirectory
    case .other: throw Errno.noSuchDevice
    }
    guard status.size <= limit else { throw Errno.fileTooLarge }
    // One more than the limit, in case that the file grows while it is read.
    let bytes = try file.read(min(Int(status.size) + 4_096, limit + 1), at: 0)
    guard bytes.count <= limit else { throw Errno.fileTooLarge }
    return bytes
  } catch {
    throw error == .fileTooLarge ? .size(limit: limit) : FileTrouble(error)
  }
}
