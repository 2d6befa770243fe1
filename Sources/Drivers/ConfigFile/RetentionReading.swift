import Chronology
import Sampling
import Upkeep
import Yaml

extension Page {
  /// How long anything may be kept.
  private static let ages = TimeAmount.hours(1)...TimeAmount.days(36_500)
  /// How large a store may become: what the log keeps ready has 64 MiB.
  private static let sizes: ClosedRange<Int64> = 100_000_000...1_000_000_000_000_000

  /// `retain`.
  func retention(_ entry: YamlEntry) -> Retention? {
    guard let keys = Keys(entry.value, .retain, on: self) else { return nil }
    let sizeLimit: Setting<Int64?> = keys.read("max-size") { entry in
      size(entry).map { .some($0) }
    }
    guard let samples = age("samples", keys), let hours = age("hours", keys),
      let days = age("days", keys), let size = sizeLimit.or(.some(nil))
    else { return nil }
    let retention = Retention(samples: samples, hours: hours, days: days, sizeLimit: size)
    // Else what is made of samples would be made again of them whenever it has gone.
    for (key, age) in [("hours", hours), ("days", days)] {
      guard let age, samples.map({ age < $0 }) ?? true else { continue }
      error(
        "'\(key)' is \(DurationText.write(age)), shorter than samples are kept"
          + " (\(samples.map { DurationText.write($0) } ?? "for ever"))",
        hint: "rollups are made from samples: keep them at least as long",
        at: keys[key]?.value.mark ?? keys.mark
      )
      return nil
    }
    if let samples, samples < Retention.leastSummedUp {
      warn(
        "'samples' is \(DurationText.write(samples)): most days will have no rollups",
        hint: "a day is summed up when it is over, from its samples: keep them for 2d or more",
        at: keys["samples"]?.value.mark ?? keys.mark
      )
    }
    return retention
  }

  private func age(_ key: String, _ keys: Keys) -> TimeAmount?? {
    let age: Setting<TimeAmount?> = keys.read(key) { entry in
      duration(entry, in: Page.ages).map { .some($0) }
    }
    return age.or(.some(nil))
  }

  private func size(_ entry: YamlEntry) -> Int64? {
    let form = "a size such as 500MB or 20GB"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard let size = SizeText.parse(text) else {
      error(
        "'\(entry.key)' must be \(form), not \(quoted(text))",
        hint: "units are MB, GB, TB (of 1,000) and MiB, GiB, TiB (of 1,024)",
        at: entry.value.mark
      )
      return nil
    }
    guard Page.sizes.contains(size) else {
      error(
        "'\(entry.key)' is \(text.harmless), outside of \(SizeText.write(Page.sizes.lowerBound)) to"
          + " \(SizeText.write(Page.sizes.upperBound))",
        at: entry.value.mark
      )
      return nil
    }
    return size
  }
}
