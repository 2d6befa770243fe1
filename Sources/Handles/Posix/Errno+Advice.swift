extension Errno {
  /// The error of a call on a file or a folder, and what to do about it, as far as that can be told.
  package var withAdvice: String {
    let advice: String? =
      switch self {
      case .noSpace, .quota: "make room on the disk"
      case .noAccess, .notPermitted: "let this process's user have access, or run it as another one"
      case .inputOutput: "look after the disk, and into the kernel's log"
      case .processDescriptors, .systemDescriptors: "allow more open files (LimitNOFILE, ulimit -n)"
      case .noMemory: "give the machine more memory"
      case .isDirectory: "it is a folder: move it out of there"
      case .exists: "remove what is there, or name another place"
      default: nil
      }
    return advice.map { "\(self): \($0)" } ?? "\(self)"
  }
}
