/// A file as a crash sees it: sectors, each with the contents that it may have afterwards.
///
/// A sector's content is a number of ``SectorStore``. What was written and not synchronized may be
/// there or not, sector by sector; what was never on the disk may be zeros, or anything.
struct SectorFile: Sendable {
  /// What a reader sees now.
  private(set) var visible: [SectorID] = []
  private(set) var size = 0
  /// What is certain to survive.
  private(set) var durable: [SectorID] = []
  private(set) var durableSize = 0
  /// What was written to a sector since the file was synchronized, in order.
  private(set) var pending: [Int: [SectorID]] = [:]
  /// What sizes it had since, in order.
  private(set) var sizes: [Int] = []
  /// Sectors that a failed synchronization gave up: the system calls them clean, and no later
  /// synchronization writes them.
  private var given: Set<Int> = []

  /// Whether a crash may leave something else than what is visible.
  var isSettled: Bool { pending.isEmpty && sizes.isEmpty }

  /// A file that is on the disk.
  init(_ bytes: [UInt8], _ store: inout SectorStore) {
    write(bytes, at: 0, &store)
    synchronize()
  }

  /// An empty file.
  init() {}

  mutating func write(_ bytes: [UInt8], at offset: Int, _ store: inout SectorStore) {
    let end = offset + bytes.count
    grow(to: end)
    var index = offset
    while index < end {
      let sector = index / SectorStore.length
      let start = index % SectorStore.length
      let count = min(SectorStore.length - start, end - index)
      var content = store.bytes(visible[sector])
      content.replaceSubrange(
        start..<start + count,
        with: bytes[index - offset..<index - offset + count]
      )
      put(store.intern(content), in: sector)
      index += count
    }
  }

  mutating func resize(to size: Int, _ store: inout SectorStore) {
    let before = self.size
    self.size = size
    let sectors = SectorStore.count(size)
    if sectors < visible.count { visible.removeLast(visible.count - sectors) }
    let rest = size % SectorStore.length
    if size < before, rest > 0 {
      let kept = store.bytes(visible[sectors - 1]).prefix(rest)
      put(
        store.intern(kept + [UInt8](repeating: 0, count: SectorStore.length - rest)),
        in: sectors - 1
      )
    }
    while visible.count < sectors { visible.append(SectorStore.zeros) }
    sizes.append(size)
  }

  private mutating func grow(to end: Int) {
    if end <= size { return }
    size = end
    while visible.count < SectorStore.count(end) { visible.append(SectorStore.zeros) }
    sizes.append(end)
  }

  private mutating func put(_ content: SectorID, in sector: Int) {
    visible[sector] = content
    pending[sector, default: []].append(content)
    given.remove(sector)
  }

  /// All that was written is on the disk, but what an earlier failure gave up.
  mutating func synchronize() {
    durableSize = size
    sizes = []
    while durable.count < visible.count { durable.append(SectorStore.zeros) }
    durable.removeLast(durable.count - visible.count)
    for (sector, content) in visible.enumerated() where !given.contains(sector) {
      durable[sector] = content
    }
    pending = pending.filter { given.contains($0.key) && $0.key < visible.count }
  }

  /// The system gives up what was written since the last time.
  mutating func failToSynchronize() {
    given.formUnion(pending.keys)
  }

  /// How long the file may be after a crash.
  var possibleSizes: [Int] {
    var all = [durableSize]
    for size in sizes where !all.contains(size) { all.append(size) }
    return all
  }

  /// What may stand in a sector after a crash, what is visible last.
  func possibleContents(of sector: Int) -> [SectorID] {
    var all = [sector < durable.count ? durable[sector] : SectorStore.zeros]
    for content in pending[sector] ?? [] where !all.contains(content) { all.append(content) }
    return all
  }

  /// Whether a sector was never on the disk: before it is written it holds whatever was there.
  func isFresh(_ sector: Int) -> Bool { sector >= durable.count }
}

/// The number of a sector's content.
typealias SectorID = Int32

/// All contents of sectors that a run has seen, each once.
struct SectorStore: Sendable {
  /// Bytes a sector: what a disk writes whole or not at all.
  static let length = 512
  /// The content of nothing but zeros.
  static let zeros: SectorID = 0

  private var contents: [[UInt8]] = [[UInt8](repeating: 0, count: length)]
  private var numbers: [[UInt8]: SectorID] = [[UInt8](repeating: 0, count: length): zeros]

  /// How many contents there are.
  var count: Int { contents.count }

  func bytes(_ id: SectorID) -> [UInt8] { contents[Int(id)] }

  mutating func intern(_ bytes: [UInt8]) -> SectorID {
    if let known = numbers[bytes] { return known }
    let id = SectorID(contents.count)
    contents.append(bytes)
    numbers[bytes] = id
    return id
  }

  /// How many sectors so many bytes take.
  static func count(_ size: Int) -> Int { (size + length - 1) / length }
}
