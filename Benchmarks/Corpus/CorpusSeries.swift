package import Chronology
package import Sampling

/// The samples of one check, day after day, told from a seed.
///
/// A check runs every minute. Its round trip wanders, swells every evening and jumps when a route
/// changes; queues add to each phase by itself, rare spikes to all of an attempt; the resolver has
/// the answer or fetches it; the server is sometimes slow; now and then something is out.
package struct CorpusSeries: Sendable {
  /// From one slot to the next.
  package static let interval = TimeAmount.seconds(60)
  /// How many slots a day has.
  package static let slots = 1_440
  /// 2026-03-01T00:00:00Z.
  package static let origin = Instant(seconds: 1_772_323_200)
  /// Every attempt ends within this, in µs.
  static let timeout = 10_000_000
  /// What the recorded lateness is rounded to, in ns.
  static let grain: Int64 = 100_000

  private let kind: SeriesKind
  private let series: SeriesID
  private var noise: Noise
  private let offset: Int64
  private var slot: Int64 = 0
  /// What the round trip has wandered and how far routes have moved it, in 65,536ths.
  private var drift = 0
  private var route = Noise.one
  private var address = 0
  private var deployed = 0
  private var outage: (left: Int, cause: Cause)?

  /// The series of a kind.
  package init(_ kind: SeriesKind, series: SeriesID, seed: UInt64) {
    self.kind = kind
    self.series = series
    noise = Noise(seed: seed)
    offset = Int64(noise.below(Int(CorpusSeries.interval.nanoseconds)))
  }

  /// The samples of the next day; slots that did not run are missing.
  package mutating func day() -> [Sample] {
    var samples: [Sample] = []
    samples.reserveCapacity(CorpusSeries.slots)
    for _ in 0..<CorpusSeries.slots {
      let due =
        CorpusSeries.origin
        + TimeAmount(nanoseconds: offset + slot * CorpusSeries.interval.nanoseconds)
      move()
      slot += 1
      if !noise.happens(250) { samples.append(sample(due)) }
    }
    return samples
  }

  /// What changes from slot to slot, whether an attempt is made or not.
  private mutating func move() {
    // Held back by 3 % a minute, it deviates by what the kind says.
    drift = (drift * 97 + 24 * noise.normal() * kind.wander / 1_000_000) / 100
    if noise.happens(500) { route = Noise.one * (900 + noise.below(200)) / 1_000 }
    if noise.happens(250) { deployed = noise.below(400) }
    if let running = outage {
      outage = running.left > 1 ? (running.left - 1, running.cause) : nil
    } else if noise.happens(60) {
      let causes: [Cause] = [.connectTimeout, .connectRefused, .http5xx, .readTimeout]
      outage = (1 + Noise.part(noise.exponential(), of: 25), causes[noise.below(4)])
    } else if noise.happens(300) {
      outage = (1, noise.below(2) == 0 ? .connectTimeout : .readTimeout)
    }
  }

  /// How busy the hour is, in 65,536ths: 0 in the morning, one in the evening.
  private var business: Int {
    let minute = Int(slot) % 1_440
    let distance = min((minute + 180) % 1_440, 1_440 - (minute + 180) % 1_440)
    let part = distance * Noise.one / 720
    return Noise.one - Noise.part(part, of: part)
  }

  private mutating func roundTrip() -> Int {
    let swell = 30 * business / 1_000
    return Noise.part(Noise.one + drift + swell, of: Noise.part(route, of: kind.roundTrip))
  }

  private mutating func queueing() -> Int {
    let mean = Noise.part(Noise.one + 2 * business, of: kind.queue)
    return Noise.part(noise.exponential() + noise.exponential(), of: mean) / 2
  }

  private mutating func sample(_ due: Instant) -> Sample {
    var sample = Sample(series: series, due: due, start: due + lateness(due), outcome: .up)
    let trip = roundTrip()
    let spike = noise.happens(3_000) ? trip * (1 + noise.below(8)) / 2 : 0
    var isNew = true
    if kind.reuse > 0, outage == nil { isNew = !noise.happens(kind.reuse) }
    if isNew, let misses = kind.misses { sample.phases.resolve = resolve(misses) }
    sample.address = NetworkAddress(bytes: addressBytes)
    if isNew {
      sample.phases.connect = UInt32(trip + spike + queueing())
      if kind.isSecure {
        let work = noise.around(1_300, spread: 13_000)
        sample.phases.secure = UInt32(trip + spike + queueing() + work)
      }
    }
    if kind.server > 0 { answer(&sample, trip + spike) }
    if let outage { fail(&sample, outage.cause) }
    return sample
  }

  /// Slots wait for the timer's grid of 5 ms, and then for the processor.
  private mutating func lateness(_ due: Instant) -> TimeAmount {
    let past = due.nanoseconds % 5_000_000
    var late = past == 0 ? 0 : 5_000_000 - past
    late += Int64(Noise.part(noise.exponential(), of: 120_000) + noise.below(150_000) + 40_000)
    if noise.happens(4_000) { late += Int64(Noise.part(noise.exponential(), of: 2_500_000)) }
    return TimeAmount(nanoseconds: late / CorpusSeries.grain * CorpusSeries.grain)
  }

  private mutating func resolve(_ misses: Int) -> UInt32 {
    guard noise.happens(misses) else { return UInt32(noise.around(kind.hit, spread: 33_000)) }
    address = noise.below(kind.addresses)
    return UInt32(noise.around(kind.miss, spread: 52_000))
  }

  private var addressBytes: [UInt8] {
    let last = UInt8(truncatingIfNeeded: address + 1)
    if !kind.isIPv6 { return [192, 0, 2, last] }
    return [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [last]
  }

  private mutating func answer(_ sample: inout Sample, _ trip: Int) {
    var work = noise.around(kind.server, spread: kind.serverSpread)
    if noise.happens(30_000) { work = work * (20 + noise.below(60)) / 10 }
    sample.status = 200
    sample.phases.wait = UInt32(min(trip + queueing() + work, CorpusSeries.timeout / 2))
    sample.phases.transfer = UInt32(noise.around(kind.transfer, spread: 30_000))
    sample.bytes = UInt32(kind.bytes + deployed + (noise.below(kind.lengths) * 7))
    if work > 5 * kind.server { (sample.outcome, sample.cause) = (.degraded, .slow) }
  }

  private mutating func fail(_ sample: inout Sample, _ cause: Cause) {
    let isAnswered = cause == .http5xx && kind.server > 0
    sample.outcome = .down
    sample.cause = cause == .http5xx && !isAnswered ? .connectRefused : cause
    sample.status = isAnswered ? 503 : 0
    sample.bytes = isAnswered ? 553 : 0
    if isAnswered { return }
    let resolve = sample.phases.resolve
    let left = UInt32(CorpusSeries.timeout + noise.below(900)) - resolve
    switch cause {
    case .connectTimeout: sample.phases = Phases(resolve: resolve, connect: left)
    case .readTimeout where kind.server > 0:
      sample.phases.wait = left - sample.phases.connect - sample.phases.secure
      sample.phases.transfer = 0
    default: sample.phases = Phases(resolve: resolve, connect: sample.phases.connect)
    }
  }
}
