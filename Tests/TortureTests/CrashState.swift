import TestKit

/// One state of a disk that a crash may leave: names, sizes, and which sectors hold what.
struct CrashState: Hashable, Sendable {
  struct File: Hashable, Sendable {
    var size: Int
    var sectors: [SectorID]
  }

  var files: [String: File] = [:]

  /// The bytes of the files.
  func bytes(_ contents: SectorStore) -> [String: [UInt8]] {
    files.mapValues { file in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(file.sectors.count * SectorStore.length)
      for sector in file.sectors { bytes += contents.bytes(sector) }
      bytes.removeLast(max(0, bytes.count - file.size))
      return bytes
    }
  }
}

/// What decides where a crash may leave more than one thing.
protocol CrashChoice {
  /// One of `count` possibilities, from 0.
  mutating func pick(_ count: Int, _ kind: CrashChoiceKind) -> Int
}

/// What is to be decided.
enum CrashChoiceKind: Sendable {
  /// Whether a change of names is there, 1, or undone, 0.
  case name
  /// Which size a file has, the oldest first.
  case size
  /// Which content a sector has, the oldest first.
  case sector
  /// What stands in a sector that was never written: 0 zeros, 1 noise, 2 another file's.
  case filling
  /// Which noise, or whose.
  case source
}

extension CrashModel {
  /// The state that a choice leaves.
  func state(_ choice: inout some CrashChoice) -> CrashState {
    var found = names
    var undone: [NameChange] = []
    for change in changes {
      if undone.contains(where: change.needs) || choice.pick(2, .name) == 0 {
        undone.append(change)
      } else {
        CrashModel.apply(change, to: &found)
      }
    }
    var state = CrashState()
    for (name, inode) in found.sorted(by: { $0.key < $1.key }) {
      state.files[name] = file(inode, &choice)
    }
    return state
  }

  private func file(_ inode: Int, _ choice: inout some CrashChoice) -> CrashState.File {
    let file = inodes[inode]
    if file.isSettled { return CrashState.File(size: file.size, sectors: file.visible) }
    let sizes = file.possibleSizes
    let size = sizes.count > 1 ? sizes[choice.pick(sizes.count, .size)] : sizes[0]
    let sectors = (0..<SectorStore.count(size)).map { sector -> SectorID in
      let contents = file.possibleContents(of: sector)
      let place = contents.count > 1 ? choice.pick(contents.count, .sector) : 0
      guard place == 0, file.isFresh(sector) else { return contents[place] }
      return filling(of: sector, beside: inode, &choice)
    }
    return CrashState.File(size: size, sectors: sectors)
  }

  /// What stands where nothing was written: zeros, noise, or what another file has there, as when its
  /// blocks were used before.
  private func filling(
    of sector: Int,
    beside inode: Int,
    _ choice: inout some CrashChoice
  ) -> SectorID {
    switch choice.pick(3, .filling) {
    case 1: return noise[choice.pick(noise.count, .source)]
    case 2:
      let other = choice.pick(inodes.count, .source)
      guard other != inode, sector < inodes[other].visible.count else { return SectorStore.zeros }
      return inodes[other].visible[sector]
    default: return SectorStore.zeros
    }
  }
}

/// Counts through all combinations of a model whose choices are few.
struct EveryChoice: CrashChoice {
  private var digits: [Int] = []
  private var bases: [Int] = []
  private var place = 0

  /// Anything but zeros leads to too many states.
  let hasFillings: Bool

  mutating func pick(_ count: Int, _ kind: CrashChoiceKind) -> Int {
    if !hasFillings, kind == .filling || kind == .source { return 0 }
    if place == digits.count {
      digits.append(0)
      bases.append(count)
    }
    defer { place += 1 }
    return digits[place]
  }

  init(hasFillings: Bool) { self.hasFillings = hasFillings }

  /// Goes on to the next combination.
  ///
  /// - Returns: False when there is none.
  mutating func next() -> Bool {
    // What comes behind a digit that changes may be other choices.
    digits.removeLast(digits.count - place)
    bases.removeLast(bases.count - place)
    place = 0
    while let last = digits.last, let base = bases.last, last + 1 == base {
      digits.removeLast()
      bases.removeLast()
    }
    if digits.isEmpty { return false }
    digits[digits.count - 1] += 1
    return true
  }
}

/// Draws from a seed, with a bias of its own for each state: mostly old, mostly new, or mixed.
struct RandomChoice: CrashChoice {
  private var random: SplitMix64
  private let percentNew: Int
  private let filling: Int
  private let source: Int

  init(_ random: inout SplitMix64) {
    self.random = SplitMix64(seed: random.next())
    percentNew = [2, 10, 50, 90, 98].randomElement(using: &random) ?? 50
    filling = Int.random(in: 0...3, using: &random)
    source = Int.random(in: 0..<1_000_000, using: &random)
  }

  mutating func pick(_ count: Int, _ kind: CrashChoiceKind) -> Int {
    switch kind {
    // Of one kind within a state, as when one file's old blocks lie under another, or mixed.
    case .filling: filling < 3 ? filling : Int.random(in: 0..<3, using: &random)
    case .source: filling < 3 ? source % count : Int.random(in: 0..<count, using: &random)
    case .name, .size, .sector:
      if Int.random(in: 0..<100, using: &random) < percentNew {
        count - 1
      } else {
        Int.random(in: 0..<count, using: &random)
      }
    }
  }
}
