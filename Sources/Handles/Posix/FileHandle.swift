import Glibc

/// An open file; closed when it goes.
@safe
package struct FileHandle: ~Copyable, Sendable {
  /// The descriptor, for calls of other wrappers while this handle lives.
  package let descriptor: CInt

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: Relative to the working directory unless it starts with `/`.
  ///   - mode: Permissions of a new file, before the umask.
  ///
  /// The corresponding C function is `open`.
  package init(
    opening path: String,
    _ options: OpenOptions,
    mode: UInt32 = 0o640
  ) throws(Errno) {
    descriptor = try retrying { unsafe open(path, options.rawValue | O_CLOEXEC, mode) }
  }

  /// Opens a file by its name in a directory.
  ///
  /// The corresponding C function is `openat`.
  package init(
    opening name: String,
    in directory: borrowing Directory,
    _ options: OpenOptions,
    mode: UInt32 = 0o640
  ) throws(Errno) {
    let folder = directory.descriptor
    descriptor = try retrying { unsafe openat(folder, name, options.rawValue | O_CLOEXEC, mode) }
  }

  /// Takes a descriptor over and closes it in the end.
  package init(owning descriptor: CInt) {
    self.descriptor = descriptor
  }

  deinit {
    _ = close(descriptor)
  }
}

extension FileHandle {
  /// Reads bytes at an offset, fewer at the end of the file.
  ///
  /// - Parameters:
  ///   - count: How many at most, in bytes.
  ///   - offset: In bytes from the start of the file.
  /// - Returns: What was read; empty at or beyond the end.
  ///
  /// The corresponding C function is `pread`.
  package func read(_ count: Int, at offset: Int64) throws(Errno) -> [UInt8] {
    let file = descriptor
    var failure: Errno?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
      while done < count {
        do throws(Errno) {
          let part = try retrying {
            unsafe pread(
              file,
              buffer.baseAddress?.advanced(by: done),
              count - done,
              off_t(offset) + done
            )
          }
          if part == 0 { break }
          done += part
        } catch {
          failure = error
          break
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Reads what is there, at the file's own position.
  ///
  /// - Parameter count: How many at most, in bytes.
  /// - Returns: At least one byte, or none at the end of the file.
  ///
  /// The corresponding C function is `read`.
  package func read(upTo count: Int) throws(Errno) -> [UInt8] {
    let file = descriptor
    var failure: Errno?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
      do throws(Errno) {
        done = try retrying { unsafe Glibc.read(file, buffer.baseAddress, count) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Writes bytes at an offset, once.
  ///
  /// - Parameters:
  ///   - range: Which of `bytes`.
  ///   - offset: In bytes from the start of the file.
  /// - Returns: How many were written: fewer when the disk is full or a limit is reached.
  ///
  /// The corresponding C function is `pwrite`.
  package func write(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    at offset: Int64
  ) throws(Errno) -> Int {
    precondition(range.upperBound <= bytes.count, "the range is beyond the bytes")
    let file = descriptor
    return try retrying {
      unsafe bytes.withUnsafeBytes { buffer in
        unsafe pwrite(
          file,
          buffer.baseAddress?.advanced(by: range.lowerBound),
          range.count,
          off_t(offset)
        )
      }
    }
  }

  /// Writes bytes at the file's own position, once.
  ///
  /// - Returns: How many were written.
  ///
  /// The corresponding C function is `write`.
  package func write(_ bytes: [UInt8], from start: Int = 0) throws(Errno) -> Int {
    precondition(start <= bytes.count, "the start is beyond the bytes")
    let file = descriptor
    return try retrying {
      unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: start), bytes.count - start)
      }
    }
  }

  /// Writes all bytes at the file's own position.
  package func writeAll(_ bytes: [UInt8]) throws(Errno) {
    var done = 0
    while done < bytes.count {
      done += try write(bytes, from: done)
    }
  }

  /// Waits until the bytes, and what is needed to find them, are on the disk.
  ///
  /// After an error the system may have dropped the pages: don't call it again on this file.
  ///
  /// The corresponding C function is `fdatasync`.
  package func synchronizeBytes() throws(Errno) {
    let file = descriptor
    _ = try retrying { fdatasync(file) }
  }

  /// Waits until bytes and attributes are on the disk.
  ///
  /// The corresponding C function is `fsync`.
  package func synchronize() throws(Errno) {
    let file = descriptor
    _ = try retrying { fsync(file) }
  }

  /// Cuts or extends (by zeros) the file.
  ///
  /// The corresponding C function is `ftruncate`.
  package func resize(to size: Int64) throws(Errno) {
    let file = descriptor
    _ = try retrying { ftruncate(file, off_t(size)) }
  }

  /// Gives the file to a group, of which this user must be a member.
  ///
  /// The corresponding C function is `fchown`.
  package func give(toGroup group: UInt32) throws(Errno) {
    // -1 leaves the owner.
    if fchown(descriptor, .max, group) != 0 { throw Errno.current }
  }

  /// Sets the permissions, whatever the umask says.
  ///
  /// - Parameter permissions: Bits such as 0o660.
  ///
  /// The corresponding C function is `fchmod`.
  package func set(permissions: UInt32) throws(Errno) {
    if fchmod(descriptor, permissions) != 0 { throw Errno.current }
  }

  /// What the system knows of the file.
  ///
  /// The corresponding C function is `fstat`.
  package func status() throws(Errno) -> FileStatus {
    var entry = stat()
    if unsafe fstat(descriptor, &entry) != 0 { throw Errno.current }
    return FileStatus(entry)
  }

  /// The file's length in bytes.
  package func size() throws(Errno) -> Int64 {
    try status().size
  }
}
