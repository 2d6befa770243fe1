import Glibc

/// Starts to connect to a port of 127.0.0.1 without waiting, to fill its backlog.
package func startConnect(to port: UInt16) -> Int32 {
  let kind = Int32(
    SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
  )
  let descriptor = socket(AF_INET, kind, 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  let size = socklen_t(MemoryLayout<sockaddr_in>.size)
  unsafe withUnsafePointer(to: &address) { pointer in
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
      _ = unsafe connect(descriptor, generic, size)
    }
  }
  return descriptor
}

/// Closes descriptors.
package func closeAll(_ descriptors: [Int32]) {
  for descriptor in descriptors { close(descriptor) }
}
